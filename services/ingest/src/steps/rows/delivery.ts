import type { InboundRecord } from '@checkride/messaging/records';
import type { RowBlock } from './row-block.js';

/** How one record reached us: where it stood, its bytes and its arrival time in ms. */
export interface Delivery {
  readonly record: InboundRecord;
  readonly value: Buffer;
  readonly appendedAt: number;
}

/** Columns every raw table has, in the order `writeDelivery` writes them. */
export const DELIVERY_COLUMNS = [
  ['appended_at', "DateTime64(3, 'UTC')"],
  ['partition', 'UInt16'],
  ['first_wins', 'UInt64'],
] as const;

/** Writes arrival time, partition and `first_wins` = 2^64 − 1 − (offset · 1024 + partition). */
export function writeDelivery(block: RowBlock, { record, appendedAt }: Delivery): void {
  block.u64(appendedAt);
  block.u16(record.partition);
  const place = record.offset * 1024 + record.partition;
  block.u64Words(~Math.floor(place / 4294967296), ~(place >>> 0));
}
