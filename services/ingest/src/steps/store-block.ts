import { CheckrideError } from '@checkride/domain/errors';
import type { InboundRecord } from '@checkride/messaging/records';
import type { RowBlock } from './rows/row-block.js';
import type { EventKind } from './rows/event-rows.js';

/** Stores rows of a kind; resolves when they are on disk. */
export type InsertRows = (kind: EventKind, bytes: Uint8Array) => Promise<void>;

/** A record whose row the store does not take. */
export interface RejectedRow {
  readonly record: InboundRecord;
  readonly detail: string;
}

/** Stores a block and gives back what cannot be stored. Errors that are not about rows are thrown. */
export type StoreBlock = (kind: EventKind, block: RowBlock) => Promise<RejectedRow[]>;

/** Whether the store blames the rows, and not itself, its setup or the way to it. */
const blamesRows = (error: unknown): boolean =>
  error instanceof CheckrideError &&
  error.code === 'CHK_CLICKHOUSE_REJECTED' &&
  error.context['fault'] === 'data';

/** The step that stores a block: refused rows are found by halving, all others are stored. */
export function createStoreBlockStep({ insert }: { readonly insert: InsertRows }): StoreBlock {
  const store = async (
    kind: EventKind,
    block: RowBlock,
    from: number,
    until: number,
  ): Promise<RejectedRow[]> => {
    try {
      await insert(kind, block.slice(from, until));
      return [];
    } catch (error) {
      if (!blamesRows(error)) throw error;
      if (until - from === 1)
        return [{ record: block.origins.recordOf(from), detail: (error as CheckrideError).message }];
      const middle = (from + until) >> 1;
      return [...(await store(kind, block, from, middle)), ...(await store(kind, block, middle, until))];
    }
  };
  return function storeBlock(kind, block) {
    return block.rows === 0 ? Promise.resolve([]) : store(kind, block, 0, block.rows);
  };
}
