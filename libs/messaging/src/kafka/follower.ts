import type { InboundRecord } from '../records.js';
import type { KafkaConnection } from './connection.js';

/** What to read from the beginning, on every member alike. */
export interface FollowOptions {
  readonly topics: readonly string[];
  /** Only these partition numbers; default all. */
  readonly partitions?: readonly number[];
  /** First offsets to read, by `topic/partition`; default the beginning. */
  readonly fromOffsets?: Readonly<Record<string, number>>;
  /** Records of one partition in order, each offset once. An error thrown here offers the rest again. */
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

/** Follows whole topics, committed records only, in a group of its own that commits nothing. */
export function follow(_connection: KafkaConnection, _options: FollowOptions): Promise<Follower> {
  throw new Error('under construction');
}
