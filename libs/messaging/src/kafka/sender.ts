import type { Producer } from 'kafkajs';
import { CheckrideError } from '@checkride/domain/errors';
import type { OutboundRecord } from '../records.js';
import type { KafkaConnection } from './connection.js';
import { kafkaError } from './failures.js';
import { MAX_SEND_BYTES, chunkRecords, recordBytes, topicMessages } from './outbound.js';

/** Writes records outside transactions. */
export interface Sender {
  /** Resolves when every record is on the log (acks=all); on CHK_KAFKA_UNAVAILABLE some may be there: send all again. */
  send(records: readonly OutboundRecord[]): Promise<void>;
  /** Sends what was asked for, then disconnects. */
  close(): Promise<void>;
}

interface Waiting {
  readonly records: readonly OutboundRecord[];
  readonly bytes: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** A sender of its own idempotent producer, thrown away after any error; at least once, in order while nothing fails. */
export function createSender(
  connection: KafkaConnection,
  options: { readonly retries?: number } = {},
): Sender {
  let producer: Producer | undefined;
  let queue: Waiting[] = [];
  let draining: Promise<void> | undefined;
  let closed = false;

  const connected = async (): Promise<Producer> => {
    if (producer !== undefined) return producer;
    const fresh = connection.client.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      retry: { retries: options.retries ?? 8, initialRetryTime: 30, maxRetryTime: 1_000 },
    });
    producer = fresh;
    await fresh.connect();
    return fresh;
  };

  const discard = async (): Promise<void> => {
    const used = producer;
    producer = undefined;
    await used?.disconnect().catch(() => undefined);
  };

  const takeChunk = (): Waiting[] => {
    const chunk = [queue.shift()!];
    let bytes = chunk[0]!.bytes;
    while (queue.length > 0 && bytes + queue[0]!.bytes <= MAX_SEND_BYTES) {
      bytes += queue[0]!.bytes;
      chunk.push(queue.shift()!);
    }
    return chunk;
  };

  const drain = async (): Promise<void> => {
    while (queue.length > 0) {
      const chunk = takeChunk();
      try {
        const to = await connected();
        await to.sendBatch({
          acks: -1,
          topicMessages: topicMessages(chunk.flatMap(({ records }) => records)),
        });
        for (const { resolve } of chunk) resolve();
      } catch (error) {
        // Sequence numbers are in doubt after any error: going on with this producer loses the next message silently.
        await discard();
        for (const { reject } of chunk) reject(kafkaError('records were not acknowledged', error));
      }
    }
    draining = undefined;
  };

  const enqueue = (records: readonly OutboundRecord[]): Promise<void> =>
    new Promise((resolve, reject) => {
      queue.push({
        records,
        bytes: records.reduce((sum, record) => sum + recordBytes(record), 0),
        resolve,
        reject,
      });
      draining ??= Promise.resolve().then(drain);
    });

  return {
    async send(records) {
      if (closed) throw new CheckrideError('CHK_STATE_INVALID', 'the sender is closed');
      const outcomes = await Promise.allSettled(chunkRecords(records).map(enqueue));
      const failed = outcomes.find((outcome) => outcome.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
    },
    async close() {
      closed = true;
      await draining;
      queue = [];
      await discard();
    },
  };
}
