import { randomUUID } from 'node:crypto';
import type { InboundRecord } from '../records.js';
import { consumeBatches } from './batch-source.js';
import type { TopicPartition } from './batch-source.js';
import type { KafkaConnection } from './connection.js';

/** What to read from the beginning, on every member alike. */
export interface FollowOptions {
  readonly topics: readonly string[];
  /** Only these partition numbers; default all. */
  readonly partitions?: readonly number[];
  /** First offsets to read, by `topic/partition`; default the beginning. */
  readonly fromOffsets?: Readonly<Record<string, number>>;
  /** Records of one partition in order, each offset once unless an error is thrown here: that offers the batch again. */
  onRecords(records: readonly InboundRecord[]): void | Promise<void>;
}

/** A running follower. */
export interface Follower {
  /** Resolves when all that was readable at the start has been handed over. */
  readonly caughtUp: Promise<void>;
  /** Resolves when everything before `offset` of the partition has been handed over. */
  waitFor(topic: string, partition: number, offset: number): Promise<void>;
  close(): Promise<void>;
}

interface Position {
  next: number;
  readonly waiting: { readonly offset: number; readonly resolve: () => void }[];
}

/** Follows whole topics, committed records only, in a group of its own that commits nothing. */
export async function follow(connection: KafkaConnection, options: FollowOptions): Promise<Follower> {
  const positions = new Map<string, Position>();
  const ends: (TopicPartition & { readonly end: number })[] = [];
  const wanted = (partition: number): boolean => options.partitions?.includes(partition) ?? true;
  for (const topic of options.topics)
    for (const [partition, { first, end }] of (await connection.offsetRanges(topic)).entries()) {
      if (!wanted(partition)) continue;
      const start = Math.max(first, options.fromOffsets?.[`${topic}/${partition}`] ?? 0);
      positions.set(`${topic}/${partition}`, { next: start, waiting: [] });
      ends.push({ topic, partition, end });
    }

  const positionOf = (topic: string, partition: number): Position => {
    const key = `${topic}/${partition}`;
    let position = positions.get(key);
    if (position === undefined) positions.set(key, (position = { next: 0, waiting: [] }));
    return position;
  };
  const advance = (position: Position, next: number): void => {
    if (next <= position.next) return;
    position.next = next;
    for (const waiter of position.waiting.splice(0))
      if (waiter.offset <= next) waiter.resolve();
      else position.waiting.push(waiter);
  };
  const waitFor = (topic: string, partition: number, offset: number): Promise<void> =>
    new Promise((resolve) => {
      const position = positionOf(topic, partition);
      if (position.next >= offset) resolve();
      else position.waiting.push({ offset, resolve });
    });
  const caughtUp = Promise.all(ends.map(({ topic, partition, end }) => waitFor(topic, partition, end)));

  const source = await consumeBatches(connection, {
    group: `follow-${connection.clientId}-${randomUUID()}`,
    topics: options.topics,
    maxBytesPerPartition: 4 * 1_048_576,
    onAssigned(partitions, member) {
      for (const { topic, partition } of partitions)
        if (wanted(partition)) member.seek({ topic, partition, offset: positionOf(topic, partition).next });
        else member.pause(topic, [partition]);
    },
    onPosition: ({ topic, partition, next }) => advance(positionOf(topic, partition), next),
    async onBatch({ topic, partition, records }) {
      if (!wanted(partition)) return;
      const position = positionOf(topic, partition);
      const fresh = records.filter(({ offset }) => offset >= position.next);
      if (fresh.length > 0) await options.onRecords(fresh);
      advance(position, (records.at(-1)?.offset ?? -1) + 1);
    },
  });
  return {
    caughtUp: caughtUp.then(() => undefined),
    waitFor,
    close: () => source.close(),
  };
}
