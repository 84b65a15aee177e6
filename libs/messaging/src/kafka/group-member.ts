import { setTimeout as wait } from 'node:timers/promises';
import type { Consumer } from 'kafkajs';
import { delayAfter } from '@checkride/platform/retry';
import type { Backoff } from '@checkride/platform/retry';
import { coPartitioned, partitionAssigner, spread } from './assigner.js';
import type { BatchSource, BatchSourceOptions, TopicPartition } from './batch-source.js';
import type { KafkaConnection } from './connection.js';
import { kafkaError, lostMembership } from './failures.js';
import { handleBatch } from './handle-batch.js';

const AGAIN: Backoff = { initialMs: 50, factor: 2, maxMs: 5_000, attempts: Number.POSITIVE_INFINITY };

/** One member of a consumer group that survives what kafkajs does not: it is replaced after a crash. */
export class GroupMember implements BatchSource {
  private consumer: Consumer | undefined;
  private held: TopicPartition[] = [];
  private readonly ending = new AbortController();
  private deaths = 0;
  private joining = deferred();
  private heartbeat = deferred();
  private readonly sessionMs: number;

  constructor(
    private readonly connection: KafkaConnection,
    private readonly options: BatchSourceOptions,
  ) {
    this.sessionMs = options.sessionTimeoutMs ?? 10_000;
  }

  /** Resolves once joined, however many attempts that takes. */
  async start(): Promise<void> {
    await this.revive();
    await this.joining.done;
  }

  pause(topic: string, partitions?: readonly number[]): void {
    this.tell((consumer) => consumer.pause([{ topic, ...(partitions && { partitions: [...partitions] }) }]));
  }

  resume(topic: string, partitions?: readonly number[]): void {
    this.tell((consumer) => consumer.resume([{ topic, ...(partitions && { partitions: [...partitions] }) }]));
  }

  seek({ topic, partition, offset }: TopicPartition & { readonly offset: number }): void {
    this.tell((consumer) => consumer.seek({ topic, partition, offset: String(offset) }));
  }

  nextHeartbeat(): Promise<void> {
    return this.heartbeat.done;
  }

  async commit(offsets: readonly (TopicPartition & { readonly offset: number })[]): Promise<void> {
    if (offsets.length === 0 || this.held.length === 0) return;
    try {
      await this.consumer?.commitOffsets(
        offsets.map(({ topic, partition, offset }) => ({ topic, partition, offset: String(offset) })),
      );
    } catch (error) {
      if (!lostMembership(error) && this.held.length > 0)
        throw kafkaError(`cannot commit offsets of ${this.options.group}`, error);
    }
  }

  async close(): Promise<void> {
    this.ending.abort();
    // A consumer told to leave while it joins writes to a closed socket and then starts itself again.
    await Promise.race([this.joining.done, wait(this.sessionMs, undefined, { ref: false })]);
    await this.consumer?.disconnect().catch(() => undefined);
    this.revoke();
  }

  /** Between two memberships there is nobody to tell, and the next assignment starts afresh. */
  private tell(what: (consumer: Consumer) => void): void {
    if (this.consumer === undefined || this.held.length === 0) return;
    try {
      what(this.consumer);
    } catch (error) {
      this.connection.logger?.debug({ err: error }, 'no longer a member of the group');
    }
  }

  private async revive(): Promise<void> {
    const { group, topics, startAt } = this.options;
    const consumer = this.create();
    this.consumer = consumer;
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...topics], fromBeginning: startAt !== 'latest' });
      await consumer.run({
        autoCommit: false,
        partitionsConsumedConcurrently: this.options.concurrency ?? 1,
        eachBatch: (payload) =>
          handleBatch(payload, this.options, {
            heartbeatMs: Math.floor(this.sessionMs / 6),
            ending: this.ending.signal,
            logger: this.connection.logger,
          }),
      });
    } catch (error) {
      await consumer.disconnect().catch(() => undefined);
      void this.replace(kafkaError(`group ${group} cannot be joined`, error));
    }
  }

  private create(): Consumer {
    const { options, sessionMs } = this;
    const consumer = this.connection.client.consumer({
      groupId: options.group,
      sessionTimeout: sessionMs,
      rebalanceTimeout: sessionMs,
      heartbeatInterval: Math.min(3_000, Math.floor(sessionMs / 3)),
      maxWaitTimeInMs: options.maxWaitMs ?? 500,
      maxBytesPerPartition: options.maxBytesPerPartition ?? 1_048_576,
      maxBytes: options.maxBytes ?? 16 * 1_048_576,
      allowAutoTopicCreation: false,
      partitionAssigners: [
        options.assignment === 'co-partitioned'
          ? partitionAssigner('checkride-co-partitioned', coPartitioned)
          : partitionAssigner('checkride-spread', spread),
      ],
      retry: { retries: 8, initialRetryTime: 30, maxRetryTime: 1_000, restartOnFailure: async () => false },
    });
    const { GROUP_JOIN, REBALANCING, CRASH, HEARTBEAT, END_BATCH_PROCESS } = consumer.events;
    consumer.on(GROUP_JOIN, ({ payload }) => this.joined(payload.memberAssignment));
    consumer.on(REBALANCING, () => {
      this.joining = deferred(this.joining);
      this.revoke();
    });
    consumer.on(CRASH, ({ payload }) => void this.replace(payload.error));
    consumer.on(HEARTBEAT, () => {
      this.heartbeat.resolve();
      this.heartbeat = deferred();
    });
    consumer.on(END_BATCH_PROCESS, ({ payload: { topic, partition, lastOffset } }) =>
      this.options.onPosition?.({ topic, partition, next: Number(lastOffset) + 1 }),
    );
    return consumer;
  }

  private joined(assignment: Readonly<Record<string, number[]>>): void {
    this.revoke();
    this.deaths = 0;
    // Pauses outlive an assignment in kafkajs; the positions do not.
    this.consumer?.resume(this.consumer.paused());
    this.held = Object.entries(assignment).flatMap(([topic, partitions]) =>
      partitions.map((partition) => ({ topic, partition })),
    );
    if (!this.closing) this.options.onAssigned?.(this.held, this);
    this.joining.resolve();
  }

  private revoke(): void {
    const lost = this.held;
    this.held = [];
    if (lost.length > 0) this.options.onRevoked?.(lost);
  }

  private async replace(error: unknown): Promise<void> {
    this.joining = deferred(this.joining);
    this.revoke();
    if (this.closing) return this.joining.resolve();
    this.deaths += 1;
    this.connection.logger?.warn({ err: error, group: this.options.group }, 'group member is replaced');
    this.options.onFailure?.(error);
    await this.pauseFor(delayAfter(AGAIN, this.deaths));
    if (this.closing) this.joining.resolve();
    else await this.revive();
  }

  private get closing(): boolean {
    return this.ending.signal.aborted;
  }

  private async pauseFor(ms: number): Promise<void> {
    await wait(ms, undefined, { signal: this.ending.signal }).catch(() => undefined);
  }
}

interface Deferred {
  readonly done: Promise<void>;
  readonly resolve: () => void;
}

/** A promise with its resolver; given an unresolved one, whoever waits for that also hears of this. */
function deferred(earlier?: Deferred): Deferred {
  let resolve!: () => void;
  const done = new Promise<void>((settle) => {
    resolve = settle;
  });
  if (earlier !== undefined) void done.then(() => earlier.resolve());
  return { done, resolve };
}
