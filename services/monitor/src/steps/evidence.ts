import type { ChangeRow } from '@checkride/store/queries/read-changes.query';
import type { CorrectionRow } from '@checkride/store/queries/read-corrections.query';
import type { AssignmentRow } from '@checkride/store/queries/read-assignments.query';
import type { ContrastRow } from '@checkride/store/queries/read-contrasts.query';
import type { CohortRow } from '@checkride/store/queries/read-cohorts.query';
import type { DriftRow } from '@checkride/store/queries/read-drift.query';
import type { KpiRow } from '@checkride/store/queries/read-kpis.query';
import type { LateRow } from '@checkride/store/queries/read-late.query';
import type { ServingRow } from '@checkride/store/queries/read-serving.query';
import type { Window } from '@checkride/domain/window';
import type { FleetBlock } from '@checkride/domain/report/report';

/** What the panes say of one model and one window: all its report will be made from, beside the control topics. */
export interface WindowEvidence {
  readonly window: Window;
  readonly serving: readonly ServingRow[];
  readonly contrasts: readonly ContrastRow[];
  readonly assignments: readonly AssignmentRow[];
  /** Late answers, label hours, drift windows and KPI hours that are due with this window. */
  readonly late: readonly LateRow[];
  readonly cohorts: readonly CohortRow[];
  readonly drift: readonly DriftRow[];
  /** Earlier drift windows that those due are held against. */
  readonly driftPast: readonly DriftRow[];
  readonly kpis: readonly KpiRow[];
  /** Changes that arrived in its arrival window, and windows that late rows then changed. */
  readonly changes: readonly ChangeRow[];
  readonly corrections: readonly CorrectionRow[];
  readonly fleet: FleetBlock;
}

/** Order of texts by code unit: the same in every locale. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Compares by the first of several texts or numbers that differs. */
export function byKeys<T>(keys: (value: T) => readonly (string | number)[]): (a: T, b: T) => number {
  return (a, b) => {
    const [left, right] = [keys(a), keys(b)];
    for (const [i, key] of left.entries()) {
      const other = right[i];
      if (other === undefined || key === other) continue;
      return key < other ? -1 : 1;
    }
    return 0;
  };
}
