import type { DeadLetter } from '@checkride/domain/events/dead-letter';
import type { Frontier } from '@checkride/domain/window';
import type { InboundRecord } from '@checkride/messaging/records';
import type { IngestConfig } from './config.js';
import type { ContractBook } from './steps/contracts.js';
import { createDecodeStep } from './steps/decode.js';
import { createFlushStep } from './steps/flush.js';
import { createIdleFrontierStep } from './steps/idle-frontier.js';
import { IngestLoop } from './steps/ingest-loop.js';
import { createTakeStep } from './steps/partitions.js';
import type { PartitionName } from './steps/partitions.js';
import { createPersevere } from './steps/persevere.js';
import { createReadStep, letterOf } from './steps/read-batch.js';
import type { Position, Shelf } from './steps/shelf.js';
import { createShelfTimer } from './steps/shelf-timer.js';
import { createStoreBlockStep } from './steps/store-block.js';
import type { InsertRows } from './steps/store-block.js';

/** The world as ingest's steps see it. */
export interface IngestWorld {
  readonly config: IngestConfig;
  readonly book: ContractBook;
  readonly insert: InsertRows;
  readonly promisesKnown: () => Promise<void>;
  readonly promiseOf: (key: string) => Frontier | undefined;
  readonly offsetRanges: (
    topic: string,
  ) => Promise<readonly { readonly first: number; readonly end: number }[]>;
  readonly clockOf: (record: InboundRecord) => number | undefined;
  readonly sendDeadLetters: (letters: readonly DeadLetter[]) => Promise<void>;
  readonly publish: (promises: readonly Frontier[]) => Promise<void>;
  readonly commit: (positions: readonly Position[]) => Promise<void>;
  readonly onUnknownId: (id: number, topic: string) => void;
  readonly hold: (name: PartitionName, offset: number) => void;
  readonly onFailure: (error: unknown, failures: number) => void;
  readonly onRecovery: () => void;
  readonly onStored: (shelf: Shelf, ms: number) => void;
  readonly onFatal: (error: unknown) => void;
  readonly now: () => number;
  readonly elapsed: () => number;
  readonly schedule: (ms: number, callback: () => void) => () => void;
  /** Waits after the failure number `failures`. */
  readonly backOff: (failures: number) => Promise<void>;
}

/** Records of data topics to rows of raw tables and promises about them (protocols §0–1). */
export function createIngestPipeline(world: IngestWorld): IngestLoop {
  const { config } = world;
  const persevere = createPersevere({ ...world, pause: world.backOff });
  const take = createTakeStep({ ...world, persevere });
  const decode = createDecodeStep(world);
  const read = createReadStep({ ...world, decode });
  const storeBlock = createStoreBlockStep(world);
  const flush = createFlushStep({
    ...world,
    storeBlock,
    persevere,
    deadLetterOf: (record, detail) =>
      letterOf(record, record.timestamp, { reason: 'rejected_by_store', detail, model: null }),
  });
  const idlePromises = createIdleFrontierStep(world);
  const timer = createShelfTimer(world);
  return new IngestLoop({ ...world, limits: config.limits, take, read, flush, idlePromises, timer });
}
