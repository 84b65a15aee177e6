import type { ChangeRow } from '@checkride/store/queries/read-changes.query';
import type { CorrectionRow } from '@checkride/store/queries/read-corrections.query';
import type { Change, ChangeKind } from '@checkride/domain/events/change';
import type { CorrectionCell } from '@checkride/domain/report/cells';

/** Changes as a report carries them, by the time they were made. */
export const changesOf = (rows: readonly ChangeRow[]): Change[] =>
  rows.map(({ model, change_id, kind, scope, event_time, summary, shares }) => ({
    change_id,
    model,
    kind: kind as ChangeKind,
    scope: [...scope].sort(),
    event_time,
    summary,
    shares: Object.keys(shares).length === 0 ? null : shares,
  }));

/** Windows that so much was late of that their evidence was another's: those a report of this base window tells of. */
export const correctionCells = (rows: readonly CorrectionRow[], baseMs: number): CorrectionCell[] =>
  rows.map(({ window, late, on_time }) => ({
    over: [window, window + baseMs],
    share: Math.round((late / (late + on_time)) * 1e6) / 1e6,
  }));
