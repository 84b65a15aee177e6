import type { ModelRecord } from '@checkride/domain/contract/model-record';
import { mayClose } from '@checkride/domain/window';
import type { Window } from '@checkride/domain/window';

/** Windows one statement closes at most, over all models. */
const MOST_WINDOWS = 60;

/** A model that may have windows to close. */
export interface Closable {
  readonly model: string;
  /** Contracts known of the model, in the order they were written. */
  readonly records: readonly ModelRecord[];
  /** Start of the next window to count. */
  readonly next: number;
  /** F(model), ms; undefined while a partition is unknown. */
  readonly frontier: number | undefined;
}

/** Windows of one model that close together under one contract. */
export interface Closing {
  readonly model: string;
  readonly record: ModelRecord;
  readonly windows: Window;
}

/** The contract in force for a window: the last one written that is effective by its start. */
export const contractInForce = (records: readonly ModelRecord[], window: number): ModelRecord | undefined =>
  records.findLast(({ effective_from }) => effective_from <= window);

/**
 * The windows that may close now: every one, in order, up to the frontier, the next contract and the share of this
 * statement. Models take turns in the order given, so a long backlog of one does not hold up the others.
 */
export function closingWindows(models: readonly Closable[], most: number = MOST_WINDOWS): Closing[] {
  const share = Math.max(1, Math.floor(most / Math.max(1, models.length)));
  let left = most;
  return models.flatMap(({ model, records, next, frontier }): Closing[] => {
    const record = contractInForce(records, next);
    if (!record || frontier === undefined || left <= 0) return [];
    const { base_ms: base, lateness_ms: lateness } = record.contract.windows;
    const nextContract = Math.min(
      ...records
        .filter(({ effective_from }) => effective_from > next)
        .map(({ effective_from }) => effective_from),
    );
    const until = Math.min(next + Math.min(share, left) * base, Math.ceil(nextContract / base) * base);
    let end = next;
    while (end + base <= until && mayClose(end + base, lateness, frontier)) end += base;
    if (end === next) return [];
    left -= (end - next) / base;
    return [{ model, record, windows: [next, end] }];
  });
}

/** Whether closing is worth its statements at once: always live; of a replay with a lag, from a quarter of it. */
export function isWorthwhile({ record, windows }: Closing): boolean {
  const { source, windows: lengths } = record.contract;
  return source.clock === 'live' || (windows[1] - windows[0]) / lengths.base_ms >= source.lag / 4;
}
