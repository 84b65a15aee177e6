import type { DeadLetter } from '@checkride/domain/events/dead-letter';
import { RowBlock } from './rows/row-block.js';
import type { EventKind } from './rows/event-rows.js';

/** How far a shelf reaches in one partition. */
export interface Position {
  readonly topic: string;
  readonly partition: number;
  readonly next_offset: number;
  readonly frontier: number;
}

/** Everything read and not yet stored: one block per table, dead letters, and how far this is. */
export interface Shelf {
  readonly blocks: Map<EventKind, RowBlock>;
  readonly letters: DeadLetter[];
  readonly positions: Map<string, Position>;
  /** When its first record came, by the elapsed clock; undefined while it is empty. */
  openedAt: number | undefined;
  /** Whether something waits for it: a clock record, or the end of a window. */
  urgent: boolean;
}

/** An empty shelf. */
export const emptyShelf = (): Shelf => ({
  blocks: new Map(),
  letters: [],
  positions: new Map(),
  openedAt: undefined,
  urgent: false,
});

/** Blocks whose rows are stored, kept for their room: a block of 100 000 rows grows to 32 MB only once. */
export type SpareBlocks = Map<EventKind, RowBlock>;

/** The block of a kind, made or taken from the spare ones when first needed. */
export function blockOf(shelf: Shelf, kind: EventKind, spare: SpareBlocks): RowBlock {
  let block = shelf.blocks.get(kind);
  if (block === undefined) {
    block = spare.get(kind) ?? new RowBlock();
    spare.delete(kind);
    shelf.blocks.set(kind, block);
  }
  return block;
}

/** Makes the blocks of a shelf that was flushed spare ones. */
export function reclaim(shelf: Shelf, spare: SpareBlocks): void {
  for (const [kind, block] of shelf.blocks) {
    block.clear();
    spare.set(kind, block);
  }
  shelf.blocks.clear();
}

/** Rows on a shelf. */
function rowsOn(shelf: Shelf): number {
  let rows = 0;
  for (const block of shelf.blocks.values()) rows += block.rows;
  return rows;
}

/** Bytes on a shelf. */
function bytesOn(shelf: Shelf): number {
  let bytes = 0;
  for (const block of shelf.blocks.values()) bytes += block.length;
  return bytes;
}

/** When to flush: rows, bytes and age (ms) with nothing more to read at once, and the larger ones while behind. */
export interface FlushLimits {
  readonly rows: number;
  readonly bytes: number;
  readonly rowsBehind: number;
  readonly bytesBehind: number;
  readonly ageMs: number;
  readonly ageBehindMs: number;
}

/** Whether a shelf must be flushed before anything more is put on it. */
export const isFull = (shelf: Shelf, limits: FlushLimits): boolean =>
  rowsOn(shelf) >= limits.rowsBehind || bytesOn(shelf) >= limits.bytesBehind;

/** When a shelf opened at that time is too old; while behind, larger blocks count for more than a second. */
export const deadlineOf = (openedAt: number, limits: FlushLimits, caughtUp: boolean): number =>
  openedAt + (caughtUp ? limits.ageMs : limits.ageBehindMs);

/** Whether to flush now; `caughtUp`: nothing more was there to read when the shelf's partitions were last fetched. */
export function isDue(shelf: Shelf, limits: FlushLimits, caughtUp: boolean, elapsed: number): boolean {
  if (shelf.openedAt === undefined) return false;
  if (isFull(shelf, limits) || elapsed >= deadlineOf(shelf.openedAt, limits, caughtUp)) return true;
  return caughtUp && (shelf.urgent || rowsOn(shelf) >= limits.rows || bytesOn(shelf) >= limits.bytes);
}
