import type { DeadLetter } from '@checkride/domain/events/dead-letter';
import type { InboundRecord } from '@checkride/messaging/records';
import { arrivalOf, isRedelivered, passClock, passRecord } from './arrival.js';
import type { PartitionState } from './arrival.js';
import type { ContractBook } from './contracts.js';
import type { Decode } from './decode.js';
import type { Refusal } from './refusal.js';
import type { EventKind } from './rows/event-rows.js';
import type { RowBlock } from './rows/row-block.js';

/** What becomes of one record. */
export type ReadOutcome =
  | { readonly kind: 'row' | 'clock' | 'left-out' }
  | { readonly kind: 'letter'; readonly letter: DeadLetter }
  /** Its contract may be on its way: offer it again later. */
  | { readonly kind: 'wait'; readonly detail: string };

const ROW: ReadOutcome = { kind: 'row' };
const CLOCK: ReadOutcome = { kind: 'clock' };
const LEFT_OUT: ReadOutcome = { kind: 'left-out' };
/** Bytes of a huge message kept in its dead letter. */
const MOST_KEPT = 65_536;

/** What reading needs: contracts, the decoder, the meaning of a clock record, and now in ms. */
export interface ReadDeps {
  readonly book: ContractBook;
  readonly decode: Decode;
  readonly clockOf: (record: InboundRecord) => number | undefined;
  readonly now: () => number;
}

/** Reads one record of a partition into the block of its kind. */
export type ReadRecord = (
  state: PartitionState,
  record: InboundRecord,
  kind: EventKind,
  replay: boolean,
  block: RowBlock,
) => ReadOutcome;

/** The step that gives a record its arrival time and makes it a row, a dead letter or a wait. */
export function createReadStep({ book, decode, clockOf, now }: ReadDeps): ReadRecord {
  return function readRecord(state, record, kind, replay, block) {
    if (isRedelivered(state, record)) return LEFT_OUT;
    const { value } = record;
    const clock = value === null ? clockOf(record) : undefined;
    if (clock !== undefined) {
      passClock(state, record, clock);
      return CLOCK;
    }
    const at = arrivalOf(state, record, replay, now());
    const refusal: Refusal | undefined =
      value === null
        ? { reason: 'undecodable', detail: 'no value', model: null, mayPass: false }
        : decode(record, value, kind, at, block);
    if (refusal !== undefined && refusal.mayPass && state.waitedAt !== book.generation) {
      state.waitedAt = book.generation;
      return { kind: 'wait', detail: refusal.detail };
    }
    passRecord(state, at, replay);
    return refusal === undefined ? ROW : { kind: 'letter', letter: letterOf(record, at, refusal) };
  };
}

/** A dead letter with the original bytes, the first 64 KiB of them when there are too many. */
export function letterOf(
  record: InboundRecord,
  appendedAt: number,
  { reason, detail, model }: Pick<Refusal, 'reason' | 'detail' | 'model'>,
): DeadLetter {
  const { topic, partition, offset, key, value } = record;
  const kept = reason === 'too_large' ? value?.subarray(0, MOST_KEPT) : value;
  return {
    topic,
    partition,
    offset,
    model,
    reason,
    detail: detail.slice(0, 1000),
    appended_at: appendedAt,
    key: key && Buffer.from(key),
    value: kept ? Buffer.from(kept) : null,
  };
}
