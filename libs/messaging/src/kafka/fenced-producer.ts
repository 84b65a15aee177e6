import type { Producer } from 'kafkajs';
import { CheckrideError } from '@checkride/domain/errors';
import type { OutboundRecord } from '../records.js';
import type { KafkaConnection } from './connection.js';
import { explain, wasFenced } from './failures.js';
import { chunkRecords, topicMessages } from './outbound.js';

/** The one writer of some partitions, in transactions. */
export interface FencedProducer {
  /** Writes all records or none. After CHK_PRODUCER_LOST the outcome is unknown and the producer is closed: read your state topic, open another. */
  transact(records: readonly OutboundRecord[]): Promise<void>;
  close(): Promise<void>;
}

/** What a fenced producer owns: its transactional id belongs to the partition, never to the process. */
export interface FencedProducerOptions {
  readonly transactionalId: string;
  /** Every partition it will write to: a first aborted transaction touches each, which ends what a dead owner left open. */
  readonly guards: readonly { readonly topic: string; readonly partition: number }[];
  /** After this the broker aborts a transaction by itself; default 20 000 ms. */
  readonly transactionTimeoutMs?: number;
}

const GUARD = Buffer.from('guard');

/** Fences every earlier owner of the transactional id. CHK_PRODUCER_LOST when that fails: try again while you own the partition. */
export async function openFencedProducer(
  connection: KafkaConnection,
  { transactionalId, guards, transactionTimeoutMs = 20_000 }: FencedProducerOptions,
): Promise<FencedProducer> {
  const producer = connection.client.producer({
    transactionalId,
    idempotent: true,
    maxInFlightRequests: 1,
    transactionTimeout: transactionTimeoutMs,
    allowAutoTopicCreation: false,
    // The first send after a commit is told to wait for its markers: the default of 300 ms would allow 4 transactions a second.
    retry: { retries: 14, initialRetryTime: 2, maxRetryTime: 200 },
  });
  let lost = false;

  const orLose = async (work: () => Promise<void>): Promise<void> => {
    if (lost) throw new CheckrideError('CHK_PRODUCER_LOST', `${transactionalId} is closed`);
    try {
      await work();
    } catch (error) {
      lost = true;
      await disconnect(producer);
      throw new CheckrideError('CHK_PRODUCER_LOST', `${transactionalId}: ${explain(error)}`, {
        cause: error,
        context: { fenced: wasFenced(error) },
      });
    }
  };

  await orLose(async () => {
    await producer.connect();
    const guard = await producer.transaction();
    await guard.sendBatch({
      topicMessages: topicMessages(guards.map((at) => ({ ...at, key: GUARD, value: GUARD }))),
    });
    await guard.abort();
  });

  return {
    transact: (records) =>
      records.length === 0
        ? Promise.resolve()
        : orLose(async () => {
            const transaction = await producer.transaction();
            for (const chunk of chunkRecords(records))
              await transaction.sendBatch({ topicMessages: topicMessages(chunk) });
            await transaction.commit();
          }),
    async close() {
      lost = true;
      await disconnect(producer);
    },
  };
}

const disconnect = (producer: Producer): Promise<void> => producer.disconnect().catch(() => undefined);
