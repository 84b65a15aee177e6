import { CheckrideError } from '@checkride/domain/errors';
import type { Sender } from '@checkride/messaging/kafka/sender';
import type { OutboundRecord } from '@checkride/messaging/records';
import type { Logger } from '@checkride/platform/logger';
import type { Spool } from './spool.js';

/** Where serving's events go. An answer waits for Kafka at most `patienceMs`, then its events are safe on disk instead. */
export interface PredictionLog {
  /** Resolves when the records are on the log or on disk. Refuses with CHK_KAFKA_UNAVAILABLE only when both fail and `mustLog`. */
  write(records: readonly OutboundRecord[], mustLog: boolean): Promise<void>;
  /** Resolves when everything written so far is on the log; CHK_KAFKA_UNAVAILABLE while Kafka is away. */
  drained(): Promise<void>;
  /** Events given up because Kafka was away and the disk's bound was reached. */
  readonly lost: number;
  close(): Promise<void>;
}

/** What a log is made of; `retryMs` is how often the spool is offered to Kafka again. */
export interface PredictionLogParts {
  readonly sender: Sender;
  readonly spool: Spool;
  readonly logger: Logger;
  readonly patienceMs: number;
  readonly retryMs: number;
}

/** A log that spools to disk while Kafka is slow or away. A batch may reach the log twice: its rows are one by their ids. */
export function createPredictionLog({
  sender,
  spool,
  logger,
  patienceMs,
  retryMs,
}: PredictionLogParts): PredictionLog {
  const writing = new Set<Promise<void>>();
  let emptying: Promise<void> | undefined;
  let lost = 0;
  let closed = false;

  const emptySpool = async (): Promise<void> => {
    for (let batch = await spool.oldest(); batch && !closed; batch = await spool.oldest()) {
      await sender.send(batch.records);
      await spool.remove(batch.name);
    }
  };
  const emptied = (): Promise<void> => (emptying ??= emptySpool().finally(() => (emptying = undefined)));
  const retrying = setInterval(() => {
    if (!spool.empty)
      emptied().catch((error: unknown) =>
        logger.warn({ err: error }, 'Kafka is away; predictions wait on disk'),
      );
  }, retryMs);

  const keep = async (
    records: readonly OutboundRecord[],
    mustLog: boolean,
    cause: unknown,
  ): Promise<void> => {
    if (await spool.put(records)) return;
    if (mustLog) {
      throw new CheckrideError(
        'CHK_KAFKA_UNAVAILABLE',
        'predictions can be written neither to Kafka nor to disk',
        {
          cause,
          remedy: 'Bring Kafka back; the contract forbids answers that are not logged.',
        },
      );
    }
    lost += records.length;
    logger.error({ lost }, 'predictions were lost: Kafka is away and the spool is full');
  };
  const put = async (records: readonly OutboundRecord[], mustLog: boolean): Promise<void> => {
    if (!spool.empty) return keep(records, mustLog, undefined);
    try {
      await within(patienceMs, sender.send(records));
    } catch (error) {
      await keep(records, mustLog, error);
    }
  };

  return {
    write(records, mustLog) {
      const written = put(records, mustLog).finally(() => writing.delete(written));
      writing.add(written);
      return written;
    },
    async drained() {
      await Promise.allSettled(writing);
      await emptied();
    },
    get lost() {
      return lost;
    },
    async close() {
      clearInterval(retrying);
      await Promise.allSettled(writing);
      closed = true;
      await sender.close();
    },
  };
}

/** The outcome of a promise, or a rejection once `ms` have passed; the promise itself goes on unheard. */
function within(ms: number, sent: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`Kafka did not answer within ${ms} ms`)), ms);
    sent.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
