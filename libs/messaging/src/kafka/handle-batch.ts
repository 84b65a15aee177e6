import { setTimeout as wait } from 'node:timers/promises';
import type { EachBatchPayload } from 'kafkajs';
import { CheckrideError } from '@checkride/domain/errors';
import type { Logger } from '@checkride/platform/logger';
import { delayAfter } from '@checkride/platform/retry';
import type { Backoff } from '@checkride/platform/retry';
import type { BatchSourceOptions } from './batch-source.js';
import { lostMembership } from './failures.js';
import { FetchedRecord } from './hardening/fetched-record.js';

const AGAIN: Backoff = { initialMs: 50, factor: 2, maxMs: 5_000, attempts: Number.POSITIVE_INFINITY };

/**
 * Hands one batch to its handler until it is handled, with heartbeats meanwhile. Throws when the membership was lost or
 * the source is closed before that: nothing of the batch then counts as read.
 */
export async function handleBatch(
  payload: EachBatchPayload,
  options: BatchSourceOptions,
  member: {
    readonly heartbeatMs: number;
    readonly ending: AbortSignal;
    readonly logger: Logger | undefined;
  },
): Promise<void> {
  const { topic, partition, messages, highWatermark } = payload.batch;
  const records = messages as unknown as readonly FetchedRecord[];
  if (!(records[0] instanceof FetchedRecord))
    throw new CheckrideError('CHK_KAFKA_UNAVAILABLE', 'the broker is older than Kafka 2.3');

  let lost: Error | undefined;
  const heartbeat = async (): Promise<void> => {
    if (lost !== undefined) throw lost;
    try {
      await payload.heartbeat();
    } catch (error) {
      // A connection that broke says nothing about the membership: kafkajs asks again after the batch.
      if (lostMembership(error)) lost = asError(error);
      throw error;
    }
  };
  const offer = async (): Promise<Error | undefined> => {
    try {
      await options.onBatch({ topic, partition, records, endOffset: Number(highWatermark), heartbeat });
      return undefined;
    } catch (error) {
      return asError(error);
    }
  };

  const timer = setInterval(() => void heartbeat().catch(() => undefined), member.heartbeatMs);
  try {
    for (let failures = 1; ; failures++) {
      const failure = await offer();
      if (lost !== undefined) throw lost;
      if (failure === undefined) return;
      if (member.ending.aborted) throw failure;
      member.logger?.error(
        { err: failure, topic, partition, offset: records[0].offset },
        'batch failed and is offered again',
      );
      options.onFailure?.(failure);
      await wait(delayAfter(AGAIN, failures), undefined, { signal: member.ending });
    }
  } finally {
    clearInterval(timer);
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
