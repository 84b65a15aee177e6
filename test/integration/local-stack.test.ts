import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createClient } from '@clickhouse/client';
import type { ClickHouseClient } from '@clickhouse/client';
import { readConfiguration } from '@checkride/platform/env';
import { clickhouseConnection } from '@checkride/platform/clickhouse-connection';
import { kafkaConnection } from '@checkride/platform/kafka-connection';
import { startLocalStack } from '@checkride/stack/local-stack';
import type { LocalStack } from '@checkride/stack/local-stack';
import { stackStatus } from '@checkride/stack/stack-status';
import { Kafka, logLevel } from 'kafkajs';

const QUIET = { level: 127 } as const;
let home: string;
let stack: LocalStack;
let owner: ClickHouseClient;
let kafka: Kafka;

const connectKafka = (): Kafka =>
  new Kafka({
    brokers: [stack.kafkaBrokers],
    logLevel: logLevel.NOTHING,
    retry: { retries: 30, initialRetryTime: 50, maxRetryTime: 200 },
  });

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'local-stack-'));
  stack = await startLocalStack({ home, kafkaPort: 0, clickhousePort: 0 });
  owner = createClient({ url: stack.clickhouseUrl, log: QUIET });
  kafka = connectKafka();
}, 180_000);

afterAll(async () => {
  await owner?.close();
  await stack?.stop();
  rmSync(home, { recursive: true, force: true });
}, 60_000);

const rowsOf = async <T>(query: string, query_params?: Record<string, unknown>): Promise<T[]> =>
  (await owner.query({ query, query_params, format: 'JSONEachRow' })).json<T>();

describe('the local stack', () => {
  test('leads other processes by environment, and by its record in the home', () => {
    const slices = { kafka: kafkaConnection, clickhouse: clickhouseConnection };
    const named = readConfiguration(slices, stack.environment);
    expect(readConfiguration(slices, { CHECKRIDE_HOME: home })).toEqual(named);
    expect(named.kafka.brokers).toEqual([stack.kafkaBrokers]);
  });

  test('keeps what was acknowledged when broker and engine are killed', async () => {
    const admin = kafka.admin();
    await admin.connect();
    await admin.createTopics({
      waitForLeaders: false,
      topics: [{ topic: 'kept', numPartitions: 1, replicationFactor: 1 }],
    });
    await admin.disconnect();
    const producer = kafka.producer({ idempotent: true });
    await producer.connect();
    await producer.send({
      topic: 'kept',
      acks: -1,
      messages: Array.from({ length: 100 }, (_, index) => ({ key: 'k', value: String(index) })),
    });
    await producer.disconnect();
    await owner.command({
      query: 'CREATE TABLE kept (id UInt32, text String) ENGINE = MergeTree ORDER BY id',
    });

    const acknowledged: number[] = [];
    const writers = [0, 1, 2, 3].map(async (writer) => {
      for (let batch = 0; ; batch += 1) {
        const values = Array.from({ length: 50 }, (_, index) => ({
          id: (batch * 4 + writer) * 50 + index,
          text: '\n\n',
        }));
        try {
          await owner.insert({ table: 'kept', values, format: 'JSONEachRow' });
        } catch {
          return;
        }
        acknowledged.push(...values.map(({ id }) => id));
        if (acknowledged.length > 5_000) void stack.clickhouse.kill('SIGKILL');
      }
    });
    await Promise.all(writers);
    await Promise.all([stack.kafka.kill('SIGKILL'), stack.clickhouse.kill('SIGKILL')]);
    await Promise.all([stack.kafka.restart(), stack.clickhouse.restart()]);

    const stored = new Set((await rowsOf<{ id: number }>('SELECT id FROM kept')).map(({ id }) => id));
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
    expect(stored.size % 50).toBe(0);

    const again = connectKafka().admin();
    await again.connect();
    const [offsets] = await again.fetchTopicOffsets('kept');
    await again.disconnect();
    expect(offsets?.high).toBe('100');
  }, 60_000);

  test('is seen from outside, part by part', async () => {
    const status = await stackStatus(home);
    expect(status.state).toBe('running');
    expect(status.parts).toEqual([
      { name: 'kafka', pid: stack.kafka.pid, alive: true, answers: true },
      { name: 'clickhouse', pid: stack.clickhouse.pid, alive: true, answers: true },
    ]);
    expect(JSON.stringify(status)).not.toContain(new URL(stack.clickhouseUrl).password);
  });

  test('refuses a second start in its home', async () => {
    await expect(startLocalStack({ home, kafkaPort: 0, clickhousePort: 0 })).rejects.toMatchObject({
      code: 'CHK_STACK_RUNNING',
      remedy: expect.stringContaining('checkride down'),
    });
  });

  test('says which port is taken, and by which variable to choose another', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const second = mkdtempSync(join(tmpdir(), 'second-stack-'));
    try {
      const start = startLocalStack({ home: second, kafkaPort: 0, clickhousePort: port });
      await expect(start).rejects.toMatchObject({
        code: 'CHK_PORT_TAKEN',
        remedy: expect.stringContaining('CLICKHOUSE_PORT='),
      });
      expect((await stackStatus(second)).state).toBe('stopped');
    } finally {
      other.close();
      rmSync(second, { recursive: true });
    }
  });
});
