import type { Frontier } from '@checkride/domain/window';
import type { InboundRecord } from '@checkride/messaging/records';

/** What is known of one partition: how far it was read and stored, and what arrival time has reached. */
export interface PartitionState {
  readonly topic: string;
  readonly partition: number;
  /** Offset behind the last record read; 0 before any. */
  next: number;
  /** The same for the last record flushed: smaller than `next` while something is on its way. */
  flushed: number;
  /** Everything below this offset is durable. */
  stored: number;
  /** Records from offset `from` on have an arrival time of at least `at`: the last promise, or a clock record. */
  floor: { readonly from: number; readonly at: number };
  /** Everything below this offset was promised before this member took the partition. */
  readonly promisedBefore: number;
  /** What the next promise may say: no record behind `next` has an arrival time before this. */
  reached: number;
  /** End of the partition when its last batch was fetched. */
  end: number;
  /** Whether it stands still at `next` until a contract comes or the wait is over. */
  held: boolean;
  /** Generation of the contract book at which the partition last waited for a contract to come. */
  waitedAt: number;
}

/** A partition just taken, from the last promise about it and the first offset still on the log. */
export function takenPartition(
  topic: string,
  partition: number,
  promise: Pick<Frontier, 'next_offset' | 'frontier'> | undefined,
  first: number,
): PartitionState {
  const promisedBefore = promise?.next_offset ?? 0;
  const reached = promise?.frontier ?? 0;
  return {
    topic,
    partition,
    next: 0,
    flushed: 0,
    stored: Math.max(promisedBefore, first),
    floor: { from: promisedBefore, at: reached },
    promisedBefore,
    reached,
    end: Number.POSITIVE_INFINITY,
    held: false,
    waitedAt: -1,
  };
}

/**
 * Whether a record is to be left out: it is stored for certain, and on a writer's stamps its arrival time cannot be
 * worked out again. With the broker's stamps it is simply stored again as the same row.
 */
export const isRedelivered = (state: PartitionState, record: InboundRecord): boolean =>
  record.stampedByBroker !== true && record.offset < state.promisedBefore;

/**
 * Arrival time of a record (protocols §0.1): the broker's stamp; of a writer's stamps the running maximum, at most
 * `now`; on the replay clock the writer's stamp as it is. Never before the floor.
 */
export function arrivalOf(
  state: PartitionState,
  record: InboundRecord,
  replay: boolean,
  now: number,
): number {
  const stamp = record.timestamp;
  const byWriter = record.stampedByBroker !== true && !replay;
  const at = byWriter ? Math.min(Math.max(stamp, state.reached), now) : stamp;
  return record.offset >= state.floor.from ? Math.max(at, state.floor.at) : at;
}

/** Arrival time moves on with a record; on the replay clock only clock records move it. */
export function passRecord(state: PartitionState, at: number, replay: boolean): void {
  if (!replay && at > state.reached) state.reached = at;
}

/** A clock record: simulated time has reached `at` in this partition. */
export function passClock(state: PartitionState, record: InboundRecord, at: number): void {
  if (at <= state.reached) return;
  state.reached = at;
  state.floor = { from: record.offset, at };
}
