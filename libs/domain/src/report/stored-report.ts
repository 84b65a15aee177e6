import type { CohortCell, DriftCell, ServingCell } from './cells.js';
import type { Report } from './report.js';

/** Members that reports did not have at first. */
type Later = 'assignments' | 'examinations' | 'counterfactuals' | 'corrections' | 'changes';
type FirstServing = Omit<ServingCell, 'instances' | 'runtimes'> & Partial<ServingCell>;
type FirstReport = Omit<Report, Later | 'serving' | 'drift' | 'cohorts'> &
  Partial<Pick<Report, Later>> & {
    readonly serving: readonly FirstServing[];
    readonly drift: readonly (Omit<DriftCell, 'recent'> & Partial<DriftCell>)[];
    readonly cohorts: readonly (Omit<CohortCell, 'observed'> & Partial<CohortCell>)[];
  };

/**
 * A report as it was written, in today's shape: what it did not tell when it was made is empty. Whoever judges or
 * replays stored reports reads them by this, so that both see, and digest, the same.
 */
export function reportFrom(stored: unknown): Report {
  const report = stored as FirstReport;
  if (isWhole(report)) return report;
  return {
    ...report,
    assignments: report.assignments ?? [],
    examinations: report.examinations ?? [],
    counterfactuals: report.counterfactuals ?? [],
    corrections: report.corrections ?? [],
    changes: report.changes ?? [],
    serving: report.serving.map((cell) => ({ instances: {}, runtimes: {}, ...cell })),
    drift: report.drift.map((cell) => ({ recent: null, ...cell })),
    cohorts: report.cohorts.map((cell) => ({ observed: [], ...cell })),
  };
}

/** The newest member tells: all of them came between two versions of Checkride. */
const isWhole = (report: FirstReport | Report): report is Report => report.changes !== undefined;
