import { setTimeout as wait } from 'node:timers/promises';
import type { KafkaConnection } from '@checkride/messaging/kafka/connection';
import { createSender } from '@checkride/messaging/kafka/sender';
import { clockOf } from '@checkride/messaging/records';
import { TOPICS } from '@checkride/messaging/topics';
import type { Clock } from '@checkride/platform/clock';
import type { Health } from '@checkride/platform/health';
import type { Logger } from '@checkride/platform/logger';
import { delayAfter } from '@checkride/platform/retry';
import type { Telemetry } from '@checkride/platform/telemetry';
import type { ClickHouse } from '@checkride/store/clickhouse-client';
import type { IngestConfig } from '../config.js';
import { createIngestPipeline } from '../pipeline.js';
import { createContractBook } from '../steps/contracts.js';
import { EVENT_TABLES } from '../steps/rows/event-rows.js';
import { createDeadLetterSender } from './dead-letter-sender.js';
import { eventSchemas } from './event-schemas.js';
import { createGroupFeed } from './group-feed.js';
import { followModels } from './models-follower.js';
import { followPromises } from './promises.js';
import { createRegistryLookup } from './registry-lookup.js';
import { createRowInserter } from './row-inserter.js';

const STORE_BACKOFF = { initialMs: 50, factor: 2, maxMs: 2_000, attempts: Number.POSITIVE_INFINITY };

/** What the service is made of. */
export interface IngestParts {
  readonly config: IngestConfig;
  readonly kafka: KafkaConnection;
  readonly clickhouse: ClickHouse;
  readonly logger: Logger;
  readonly telemetry: Telemetry;
  readonly health: Health;
  readonly clock: Clock;
}

/** A running ingest: everything named by contracts is read, stored and promised until it is closed. */
export interface IngestService {
  /** Stops reading, flushes, commits, leaves the group. */
  close(): Promise<void>;
}

/** Starts ingest: contracts first, then promises, then data. */
export async function startIngest(parts: IngestParts): Promise<IngestService> {
  const { config, kafka, clickhouse, logger, telemetry, health, clock } = parts;
  const sender = createSender(kafka);
  const promises = await followPromises(kafka, sender);
  const { predictions, labels, outcomes, exposures, changes } = TOPICS;
  const book = createContractBook(eventSchemas(), {
    prediction: predictions,
    label: labels,
    outcome: outcomes,
    exposure: exposures,
    change: changes,
  });
  const onUnknownId = createRegistryLookup(config.registryUrl, logger, (id, topic, schema) => {
    for (const problem of book.learn(id, topic, schema)) logger.error({ problem }, 'writer schema unusable');
    feed.releaseHeld();
  });
  const loop = createIngestPipeline({
    onUnknownId,
    config,
    book,
    insert: createRowInserter(clickhouse),
    promisesKnown: () => promises.known(),
    promiseOf: (key) => promises.of(key),
    publish: (batch) => promises.publish(batch),
    offsetRanges: (topic) => kafka.offsetRanges(topic),
    clockOf,
    sendDeadLetters: createDeadLetterSender(sender),
    commit: (positions) => feed.commit(positions),
    hold(name, offset) {
      logger.warn({ topic: name.topic, partition: name.partition, offset }, 'waiting for a contract');
      feed.hold(name, offset);
    },
    onFailure(error, failures) {
      if (failures === 1) feed.pauseAll();
      health.report('store', { ok: false, detail: String(error) });
      logger.warn({ err: error, failures }, 'cannot store, trying again');
    },
    onRecovery() {
      feed.resumeAll();
      health.report('store', { ok: true });
      logger.info({}, 'storing again');
    },
    onStored(shelf, ms) {
      telemetry.batchSeconds.observe({ stage: 'flush' }, ms / 1000);
      for (const [kind, block] of shelf.blocks)
        telemetry.rowsStored.inc({ table: EVENT_TABLES[kind].table }, block.rows);
      for (const { topic, reason } of shelf.letters) telemetry.deadLetters.inc({ topic, reason });
    },
    onFatal(error) {
      logger.fatal({ err: error }, 'ingest stopped');
      health.fail(String(error));
      // Nothing is promised that is not stored: ending here and starting again loses nothing.
      setImmediate(() => {
        throw error;
      });
    },
    now: () => clock.now(),
    elapsed: () => clock.elapsed(),
    schedule(ms, callback) {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    backOff: (failures) => wait(delayAfter(STORE_BACKOFF, failures)),
  });
  const feed = createGroupFeed(kafka, loop, {
    group: config.group,
    holdMs: config.contractWaitMs,
    sessionTimeoutMs: config.sessionTimeoutMs,
    logger,
  });
  const models = await followModels(kafka, book, logger, () => {
    feed.subscribe([...book.topics().keys()]);
    feed.releaseHeld();
  });
  feed.subscribe([...book.topics().keys()]);

  const idle = setInterval(() => void onIdle(), config.idleMs);
  let asking = false;
  const onIdle = async (): Promise<void> => {
    if (asking) return;
    asking = true;
    await loop
      .onIdle()
      .catch((error: unknown) => logger.warn({ err: error }, 'idle partitions not promised'));
    asking = false;
  };
  return {
    async close() {
      clearInterval(idle);
      await feed.close();
      await Promise.all([models.close(), promises.close()]);
      await sender.close();
    },
  };
}
