import type { AssignmentRow } from '@checkride/store/queries/read-assignments.query';
import type { CohortRow } from '@checkride/store/queries/read-cohorts.query';
import type { ChangeRow } from '@checkride/store/queries/read-changes.query';
import type { CorrectionRow } from '@checkride/store/queries/read-corrections.query';
import type { ContrastRow } from '@checkride/store/queries/read-contrasts.query';
import type { DriftRow } from '@checkride/store/queries/read-drift.query';
import type { KpiRow } from '@checkride/store/queries/read-kpis.query';
import type { LateRow } from '@checkride/store/queries/read-late.query';
import type { ServingRow } from '@checkride/store/queries/read-serving.query';
import { dueWindow } from '@checkride/domain/window';
import type { Closing } from './close-windows.js';
import { cohortLength, driftLength, featureBucket, slowLag, driftRanges } from './due-items.js';
import type { WindowEvidence } from './evidence.js';

/** Rows of all models as they were read back. */
export interface PaneRows {
  readonly serving: readonly ServingRow[];
  readonly contrasts: readonly ContrastRow[];
  readonly assignments: readonly AssignmentRow[];
  readonly late: readonly LateRow[];
  readonly cohorts: readonly CohortRow[];
  readonly drift: readonly DriftRow[];
  readonly kpis: readonly KpiRow[];
  readonly changes: readonly ChangeRow[];
  readonly corrections: readonly CorrectionRow[];
}

/** The rows of one model dealt to the windows they are reported in, one evidence a window, in order. */
export function dealRows(
  { model, record, windows }: Closing,
  rows: PaneRows,
): Omit<WindowEvidence, 'fleet'>[] {
  const { contract } = record;
  const { base_ms: base, lateness_ms: lateness } = contract.windows;
  const due = (end: number): number => dueWindow(end, lateness, slowLag(contract), base);
  const cohortEnd = (hour: number): number =>
    (Math.floor(hour / cohortLength(contract)) + 1) * cohortLength(contract);
  const horizonOf = (kpi: string): number => contract.kpis.find(({ name }) => name === kpi)?.horizon_ms ?? 0;

  const deal = <T extends { readonly model: string }>(of: readonly T[], windowOf: (row: T) => number) => {
    const dealt = new Map<number, T[]>();
    for (const row of of) {
      if (row.model !== model) continue;
      const window = windowOf(row);
      const there = dealt.get(window);
      if (there) there.push(row);
      else dealt.set(window, [row]);
    }
    return (window: number): readonly T[] => dealt.get(window) ?? [];
  };
  const serving = deal(rows.serving, (row) => row.window);
  const contrasts = deal(rows.contrasts, (row) => row.window);
  const assignments = deal(rows.assignments, (row) => row.window);
  const late = deal(rows.late, (row) => due(row.window + base));
  const cohorts = deal(rows.cohorts, (row) =>
    due(cohortEnd(row.hour) + (contract.labels?.mature_after_ms ?? 0)),
  );
  const drift = deal(rows.drift, (row) => due(row.from + driftLength(contract)));
  const ownDrift = rows.drift.filter((row) => row.model === model);
  const driftPast = (due: readonly DriftRow[]): readonly DriftRow[] => {
    if (due.length === 0) return [];
    const froms = due.map(({ from }) => from);
    const held = driftRanges(contract, [Math.min(...froms), Math.max(...froms) + driftLength(contract)]);
    return ownDrift.filter(({ from }) => held.some(([since, until]) => from >= since && from < until));
  };
  const kpis = deal(rows.kpis, (row) => due(row.hour + featureBucket(contract) + horizonOf(row.kpi)));

  const changes = deal(rows.changes, (row) => row.window);
  const corrections = deal(rows.corrections, (row) => dueWindow(row.known_at, -lateness, 0, base));

  return Array.from({ length: (windows[1] - windows[0]) / base }, (_, i) => {
    const start = windows[0] + i * base;
    return {
      window: [start, start + base],
      serving: serving(start),
      contrasts: contrasts(start),
      assignments: assignments(start),
      late: late(start),
      cohorts: cohorts(start),
      drift: drift(start),
      driftPast: driftPast(drift(start)),
      kpis: kpis(start),
      changes: changes(start),
      corrections: corrections(start),
    };
  });
}
