import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { DeadLetter } from '@checkride/domain/events/dead-letter';
import { setTimeout as wait } from 'node:timers/promises';
import { frontierKey } from '@checkride/domain/window';
import type { Frontier } from '@checkride/domain/window';
import type { IngestService } from '@checkride/ingest/adapters/ingest-service';
import { openIngest } from '@checkride/ingest/adapters/open-ingest';
import { ingestConfig } from '@checkride/ingest/config';
import { connectKafka } from '@checkride/messaging/kafka/connection';
import { follow } from '@checkride/messaging/kafka/follower';
import { createSender } from '@checkride/messaging/kafka/sender';
import { CONTROL_TOPICS, DATA_TOPICS, TOPICS, controlPartition } from '@checkride/messaging/topics';
import { decodeWire, encodeWire } from '@checkride/messaging/wire';
import { clickhouseConnection } from '@checkride/platform/clickhouse-connection';
import { readConfiguration } from '@checkride/platform/env';
import { createLogger } from '@checkride/platform/logger';
import { connectClickHouse } from '@checkride/store/clickhouse-client';
import { migrate } from '@checkride/store/migrations';
import { RELATIONS } from '@checkride/store/queries/relations.query';
import { defineQuery } from '@checkride/store/query';
import { sharedStack, uniqueName } from '../stack.js';

/** An ingest with a database of its own beside the shared broker, and eyes on what it promises and sets aside. */
export async function openIngestWorld() {
  const stack = await sharedStack();
  const brokers = [stack.kafkaBrokers];
  const kafka = await connectKafka({ brokers, clientId: 'ingest-test' });
  await kafka.ensureTopics([...CONTROL_TOPICS, ...DATA_TOPICS]);
  const { clickhouse: address } = readConfiguration({ clickhouse: clickhouseConnection }, stack.environment);
  const root = connectClickHouse(address);
  const database = uniqueName('ingest');
  await root.command(`CREATE DATABASE ${database}`);
  const clickhouse = connectClickHouse({ ...address, database });
  await migrate(clickhouse);
  const sender = createSender(kafka);
  const group = uniqueName('ingest');

  const running = new Set<IngestService>();
  const promises = new Map<string, Frontier>();
  const letters = new Map<string, DeadLetter>();
  const waiters: (() => void)[] = [];
  const follower = await follow(kafka, {
    topics: [TOPICS.progress, TOPICS.deadLetters],
    onRecords(records) {
      for (const { topic, value } of records) {
        if (value === null) continue;
        if (topic === TOPICS.progress) {
          const promise = decodeWire('frontier', value);
          promises.set(frontierKey(promise.topic, promise.partition), promise);
        } else {
          const letter = decodeWire('dead-letter', value);
          letters.set(`${letter.topic}/${letter.partition}/${letter.offset}`, letter);
        }
      }
      for (const wake of waiters.splice(0)) wake();
    },
  });
  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await new Promise<void>((resolve) => waiters.push(resolve));
  };

  return {
    kafka,
    clickhouse,
    sender,
    group,
    database,
    address,
    stack,
    promises,
    async start(environment: Record<string, string> = {}): Promise<IngestService> {
      const service = await openIngest({
        kafka: { brokers },
        clickhouse: { ...address, database },
        config: ingestConfig.parse({ INGEST_GROUP: group, INGEST_PROJECTION_MS: '100', ...environment }),
        logger: createLogger('ingest', { level: process.env['LOG_LEVEL'] ?? 'error' }),
      });
      running.add(service);
      return service;
    },
    async stop(service: IngestService): Promise<void> {
      running.delete(service);
      await service.close();
    },
    apply: (record: ModelRecord) =>
      sender.send([
        {
          topic: TOPICS.models,
          partition: controlPartition(record.model),
          key: record.model,
          value: encodeWire('model-record', record),
        },
      ]),
    /** Resolves when everything now on these topics is promised to be stored. */
    async stored(...topics: readonly string[]): Promise<void> {
      for (const topic of topics) {
        const ends = await kafka.endOffsets(topic);
        await until(() =>
          ends.every((end, partition) => {
            const promise = promises.get(frontierKey(topic, partition));
            return end === 0 || (promise !== undefined && promise.next_offset >= end);
          }),
        );
      }
    },
    until,
    lettersOf: (topic: string): DeadLetter[] =>
      [...letters.values()].filter((letter) => letter.topic === topic),
    /** Resolves when the views of a model are there. */
    async views(model: string): Promise<void> {
      for (;;) {
        const relations = await clickhouse.query(RELATIONS, {});
        if (relations.some(({ name }) => name === `${model}_labels`)) return;
        await wait(50);
      }
    },
    /** The single row of a SELECT. */
    async one(sql: string): Promise<Record<string, unknown>> {
      const [row] = await clickhouse.query(
        defineQuery({ name: 'test', sql, params: {}, row: (raw) => raw }),
        {},
      );
      return row ?? {};
    },
    async close() {
      for (const service of running) await service.close();
      await follower.close();
      await sender.close();
      await clickhouse.close();
      await root.command(`DROP DATABASE ${database}`);
      await root.close();
      await kafka.close();
    },
  };
}

/** The world of an ingest test. */
export type IngestWorld = Awaited<ReturnType<typeof openIngestWorld>>;
