import type { InboundRecord } from '../records.js';
import type { KafkaConnection } from './connection.js';
import { GroupMember } from './group-member.js';

/** Records of one partition, in order. Heartbeats go on by themselves while it is handled. */
export interface Batch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly InboundRecord[];
  /** End of the partition when the batch was fetched (high watermark). */
  readonly endOffset: number;
  /** Throws when this member lost the partition meanwhile: stop, nothing of this batch may be committed. */
  heartbeat(): Promise<void>;
}

/** A partition of a topic. */
export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** What a group member wants to read and how. An error thrown by `onBatch` offers the same batch again, after a pause. */
export interface BatchSourceOptions {
  readonly group: string;
  readonly topics: readonly string[];
  onBatch(batch: Batch): Promise<void> | void;
  /** All partitions this member reads from now on, from their committed offsets, none paused. Pause and seek here, synchronously. */
  onAssigned?(partitions: readonly TopicPartition[], source: BatchSource): void;
  /** All partitions it had are gone: drop what was not flushed, never flush after this. */
  onRevoked?(partitions: readonly TopicPartition[]): void;
  /** Everything before `next` was handled, also where only transaction markers or compacted records stood. */
  onPosition?(at: TopicPartition & { readonly next: number }): void;
  /** `onBatch` failed, or the member died and comes back alone. */
  onFailure?(error: unknown): void;
  /** `co-partitioned`: a member gets the same partition numbers of every topic. Default `spread`. */
  readonly assignment?: 'spread' | 'co-partitioned';
  /** Where a group without committed offsets begins. Default `earliest`. */
  readonly startAt?: 'earliest' | 'latest';
  /** Default 10 000 ms. */
  readonly sessionTimeoutMs?: number;
  /** Longest a fetch waits for data; default 500 ms. */
  readonly maxWaitMs?: number;
  /** Bytes of one partition in one fetch; default 1 MiB. */
  readonly maxBytesPerPartition?: number;
  /** Bytes of one fetch; default 16 MiB. */
  readonly maxBytes?: number;
  /** Batches of different partitions handled at once; default 1. */
  readonly concurrency?: number;
}

/** A running group member. */
export interface BatchSource {
  pause(topic: string, partitions?: readonly number[]): void;
  resume(topic: string, partitions?: readonly number[]): void;
  /** Commits next offsets to read; a lost membership is not an error (the new owner reads again). */
  commit(offsets: readonly (TopicPartition & { readonly offset: number })[]): Promise<void>;
  /** The next batch of the partition starts at this offset. */
  seek(position: TopicPartition & { readonly offset: number }): void;
  /** Resolves at the next heartbeat the group answered: this member still owns what it has. */
  nextHeartbeat(): Promise<void>;
  /** Stops fetching, waits for the batch in hand, leaves the group. */
  close(): Promise<void>;
}

/** Joins the group and feeds batches until closed; crashes are mended by a new member. Resolves once joined. */
export async function consumeBatches(
  connection: KafkaConnection,
  options: BatchSourceOptions,
): Promise<BatchSource> {
  const member = new GroupMember(connection, options);
  await member.start();
  return member;
}
