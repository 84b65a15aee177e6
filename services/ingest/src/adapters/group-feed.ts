import { setTimeout as wait } from 'node:timers/promises';
import { consumeBatches } from '@checkride/messaging/kafka/batch-source';
import type { Batch, BatchSource } from '@checkride/messaging/kafka/batch-source';
import type { KafkaConnection } from '@checkride/messaging/kafka/connection';
import type { Logger } from '@checkride/platform/logger';
import { CheckrideError } from '@checkride/domain/errors';
import type { PartitionName } from '../steps/partitions.js';
import type { Position } from '../steps/shelf.js';

const LOOK_AGAIN_MS = 2_000;

/** Who is fed: the loop of a pipeline. */
export interface Fed {
  onAssigned(names: readonly PartitionName[]): void;
  onRevoked(): void;
  onBatch(batch: Batch): Promise<void>;
  onPosition?(at: PartitionName & { readonly next: number }): void;
  drain(): Promise<void>;
}

/** A group member whose topics may change: new ones appear with contracts. */
export interface GroupFeed {
  /** Reads these topics from now on; those that do not exist are looked for again. */
  subscribe(topics: readonly string[]): void;
  /** Stands still everywhere while the store is away. */
  pauseAll(): void;
  resumeAll(): void;
  /** Holds one partition at an offset for a while, or until `releaseHeld`. */
  hold(name: PartitionName, offset: number): void;
  releaseHeld(): void;
  commit(positions: readonly Position[]): Promise<void>;
  close(): Promise<void>;
}

/** Options of a feed. */
export interface GroupFeedOptions {
  readonly group: string;
  readonly holdMs: number;
  /** How long a dead member's partitions wait for the next one, ms. */
  readonly sessionTimeoutMs?: number;
  readonly logger: Logger;
}

/** A feed that has no topics yet. */
export function createGroupFeed(connection: KafkaConnection, fed: Fed, options: GroupFeedOptions): GroupFeed {
  const { group, holdMs, sessionTimeoutMs, logger } = options;
  const held = new Map<string, PartitionName>();
  let owned: readonly PartitionName[] = [];
  let source: BatchSource | undefined;
  let wanted: readonly string[] = [];
  let reading: readonly string[] = [];
  let changing: Promise<void> = Promise.resolve();
  let again: NodeJS.Timeout | undefined;
  let closed = false;

  const release = (key: string): void => {
    const name = held.get(key);
    if (name === undefined) return;
    held.delete(key);
    source?.resume(name.topic, [name.partition]);
  };
  const join = async (topics: readonly string[]): Promise<void> => {
    await leave();
    reading = topics;
    source = await consumeBatches(connection, {
      group,
      topics,
      sessionTimeoutMs,
      onAssigned(names, member) {
        source = member;
        owned = names;
        held.clear();
        fed.onAssigned(names);
      },
      onRevoked() {
        owned = [];
        held.clear();
        fed.onRevoked();
      },
      onBatch: (batch) => fed.onBatch(batch),
      onPosition: (at) => fed.onPosition?.(at),
      onFailure: (error) => logger.warn({ err: error }, 'reading Kafka failed, trying again'),
    });
    logger.info({ topics, group }, 'reading');
  };
  const leave = async (): Promise<void> => {
    if (source === undefined) return;
    for (const { topic } of owned) source.pause(topic);
    await fed.drain();
    await source.close();
    source = undefined;
  };
  const follow = async (): Promise<void> => {
    if (closed) return;
    const present = (await Promise.all(wanted.map((topic) => exists(connection, topic)))).flat();
    if (present.length < wanted.length) {
      clearTimeout(again);
      again = setTimeout(change, LOOK_AGAIN_MS);
      again.unref();
    }
    if (present.join() !== reading.join()) await join(present);
  };
  const change = (): void => {
    changing = changing.then(follow).catch(async (error: unknown) => {
      logger.error({ err: error }, 'cannot change the topics that are read');
      await wait(LOOK_AGAIN_MS, undefined, { ref: false });
      if (!closed) change();
    });
  };
  return {
    subscribe(topics) {
      wanted = [...topics].sort();
      change();
    },
    pauseAll: () => owned.forEach(({ topic, partition }) => source?.pause(topic, [partition])),
    resumeAll: () =>
      owned
        .filter(({ topic, partition }) => !held.has(`${topic}/${partition}`))
        .forEach(({ topic, partition }) => source?.resume(topic, [partition])),
    hold({ topic, partition }, offset) {
      const key = `${topic}/${partition}`;
      held.set(key, { topic, partition });
      source?.pause(topic, [partition]);
      source?.seek({ topic, partition, offset });
      setTimeout(release, holdMs, key).unref();
    },
    releaseHeld: () => [...held.keys()].forEach(release),
    commit: async (positions) =>
      source?.commit(
        positions.map(({ topic, partition, next_offset }) => ({ topic, partition, offset: next_offset })),
      ),
    async close() {
      closed = true;
      clearTimeout(again);
      await changing;
      await leave();
    },
  };
}

async function exists(connection: KafkaConnection, topic: string): Promise<string[]> {
  try {
    await connection.partitionCount(topic);
    return [topic];
  } catch (error) {
    if (error instanceof CheckrideError && error.code === 'CHK_TOPIC_MISSING') return [];
    throw error;
  }
}
