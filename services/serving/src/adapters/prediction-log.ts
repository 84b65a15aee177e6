import { CheckrideError } from '@checkride/domain/errors';
import type { OutboundRecord } from '@checkride/messaging/records';
import type { Sender } from '@checkride/messaging/kafka/sender';
import type { Logger } from '@checkride/platform/logger';
import type { Spool } from './spool.js';

/** Where serving's events go. Answers never wait for a slow Kafka longer than one send. */
export interface PredictionLog {
  /** Resolves when the records are on the log or on disk. Refuses with CHK_KAFKA_UNAVAILABLE only when both are full and `mustLog`. */
  write(records: readonly OutboundRecord[], mustLog: boolean): Promise<void>;
  /** Resolves when everything written so far is on the log. */
  drained(): Promise<void>;
  /** Events given up because Kafka was away and the disk's bound was reached. */
  readonly lost: number;
  close(): Promise<void>;
}

/** A log that spools to disk while Kafka is away and sends the spool, oldest first, before anything newer. */
export function createPredictionLog(of: {
  sender: Sender;
  spool: Spool;
  logger: Logger;
  retryMs: number;
}): PredictionLog {
  const { sender, spool, logger, retryMs } = of;
  let sending: Promise<void> = Promise.resolve();
  let lost = 0;
  let closed = false;

  const emptySpool = async (): Promise<void> => {
    for (let batch = await spool.oldest(); batch && !closed; batch = await spool.oldest()) {
      await sender.send(batch.records);
      await spool.remove(batch.name);
    }
  };
  const retrying = setInterval(() => {
    if (!spool.empty)
      sending = sending
        .then(emptySpool)
        .catch((error: unknown) =>
          logger.warn({ err: error }, 'Kafka is still away; predictions wait on disk'),
        );
  }, retryMs);

  const keep = async (
    records: readonly OutboundRecord[],
    mustLog: boolean,
    cause: unknown,
  ): Promise<void> => {
    if (await spool.put(records)) return;
    if (mustLog)
      throw new CheckrideError(
        'CHK_KAFKA_UNAVAILABLE',
        'predictions can be written neither to Kafka nor to disk',
        { cause, remedy: 'Bring Kafka back; the contract forbids answers that are not logged.' },
      );
    lost += records.length;
    logger.error({ lost }, 'predictions were lost: Kafka is away and the spool is full');
  };

  return {
    write(records, mustLog) {
      const written = sending.then(async () => {
        if (!spool.empty) return keep(records, mustLog, undefined);
        try {
          await sender.send(records);
        } catch (error) {
          await keep(records, mustLog, error);
        }
      });
      sending = written.catch(() => undefined);
      return written;
    },
    async drained() {
      await sending;
      await emptySpool();
    },
    get lost() {
      return lost;
    },
    async close() {
      clearInterval(retrying);
      await sending;
      closed = true;
      await sender.close();
    },
  };
}
