import { regional } from '../judge/observe/regions.js';
import type { Said } from './said.js';

/** A rollback somebody would have asked for. */
export interface RollbackAccount {
  /** End of the window in whose report it is asked for first, ms. */
  readonly at: number;
  readonly release: string | null;
  readonly rule: string;
  readonly reason: string;
  /** Answers the candidate gave after that, as stored. */
  readonly answers_after: number;
  /** Of those, bad outcomes beyond the control's rate over the whole release; negative: the candidate was better. */
  readonly excess_after: number;
}

/** The first rollback a course asks for of every release, and of each stretch without one. */
export function rollbackAccounts(course: readonly Said[]): RollbackAccount[] {
  const asked = new Set<string>();
  return course.flatMap(({ verdict, release, report }, index): RollbackAccount[] => {
    const axis = verdict.traffic.find(({ do: action }) => action === 'rollback' || action === 'fallback');
    const before = course[index - 1]?.verdict.traffic.some(
      ({ do: action }) => action === 'rollback' || action === 'fallback',
    );
    if (!axis || (release === null ? before : asked.has(release))) return [];
    if (release !== null) asked.add(release);
    const answers = release === null ? 0 : answersAfter(course, index, release);
    const excess_after = release === null ? 0 : Math.round(answers * excessRate(course, release));
    const { rule, reason } = axis;
    return [{ at: report.window[1], release, rule, reason, answers_after: answers, excess_after }];
  });
}

const answersAfter = (course: readonly Said[], index: number, release: string): number =>
  course
    .slice(index + 1)
    .filter((said) => said.release === release)
    .flatMap(({ report }) => regional(report.serving))
    .reduce((sum, { role, n }) => sum + (role === 'candidate' ? n : 0), 0);

/** Bad outcomes an answer beyond the control's, over a whole release: of matured losses, where there are none of errors. */
function excessRate(course: readonly Said[], release: string): number {
  const cells = course.flatMap(({ report }) =>
    report.contrasts.filter((cell) => cell.release === release && cell.segment === 'all' && cell.epoch === 1),
  );
  for (const metric of ['matured_loss', 'error']) {
    const sums = [0, 0, 0, 0] as [number, number, number, number];
    for (const { candidate, control } of cells.filter((cell) => cell.metric === metric)) {
      sums[0] += candidate.n;
      sums[1] += candidate.k;
      sums[2] += control.n;
      sums[3] += control.k;
    }
    if (sums[0] > 0 && sums[2] > 0) return sums[1] / sums[0] - sums[3] / sums[2];
  }
  return 0;
}
