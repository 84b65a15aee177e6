import type { DeadLetter } from '@checkride/domain/events/dead-letter';
import type { Frontier } from '@checkride/domain/window';
import type { InboundRecord } from '@checkride/messaging/records';
import type { Persevere } from './persevere.js';
import type { Position, Shelf } from './shelf.js';
import type { StoreBlock } from './store-block.js';

/** What a flush needs of the world. */
export interface FlushDeps {
  readonly storeBlock: StoreBlock;
  readonly sendDeadLetters: (letters: readonly DeadLetter[]) => Promise<void>;
  readonly publish: (promises: readonly Frontier[]) => Promise<void>;
  readonly commit: (positions: readonly Position[]) => Promise<void>;
  readonly deadLetterOf: (record: InboundRecord, detail: string) => DeadLetter;
  /** Repeats what fails for reasons that pass; throws when `alive` says no. */
  readonly persevere: Persevere;
}

/** Makes a shelf durable, promises it and commits. `alive` turns false when the partitions are taken away. */
export type Flush = (shelf: Shelf, alive: () => boolean) => Promise<void>;

/** The step that empties a shelf, in the order that makes every crash harmless (protocols §1). */
export function createFlushStep(deps: FlushDeps): Flush {
  const { storeBlock, sendDeadLetters, publish, commit, deadLetterOf, persevere } = deps;
  return async function flush(shelf, alive) {
    // 4. Insert, synchronous and on disk. Crash: the rows come again with the same key, FINAL keeps one.
    const rejected = await Promise.all(
      [...shelf.blocks].map(([kind, block]) => persevere(alive, () => storeBlock(kind, block))),
    );
    // 5. Dead letters. Crash: a letter twice; its id is topic, partition and offset.
    const letters = [
      ...shelf.letters,
      ...rejected.flat().map(({ record, detail }) => deadLetterOf(record, detail)),
    ];
    if (letters.length > 0) await persevere(alive, () => sendDeadLetters(letters));
    // 6. The promise. Crash: it is true already.
    const positions = [...shelf.positions.values()];
    await persevere(alive, () => publish(positions));
    // 8. Commit. Crash before: at most this shelf is read again.
    await persevere(alive, () => commit(positions));
  };
}
