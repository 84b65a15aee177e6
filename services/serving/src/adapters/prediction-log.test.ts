import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutboundRecord } from '@checkride/messaging/records';
import { createLogger } from '@checkride/platform/logger';
import { createPredictionLog } from './prediction-log.js';
import { openSpool } from './spool.js';

const record = (text: string): OutboundRecord => ({
  topic: 't',
  partition: 1,
  key: null,
  value: Buffer.from(text),
  timestamp: 5,
});

describe('the log of predictions', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chk-spool-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const open = async (limit = 1_000_000) => {
    const kafka = { away: false, silent: false, log: [] as string[] };
    const sender = {
      async send(records: readonly OutboundRecord[]) {
        if (kafka.away) throw new Error('away');
        if (kafka.silent) await new Promise(() => undefined);
        kafka.log.push(...records.map(({ value }) => String(value)));
      },
      close: async () => undefined,
    };
    const log = createPredictionLog({
      sender,
      spool: await openSpool(folder, limit),
      logger: createLogger('test', { level: 'silent' }),
      patienceMs: 50,
      retryMs: 60_000,
    });
    return { kafka, log };
  };

  test('keeps what was written while Kafka was away, and sends it first and in order', async () => {
    const { kafka, log } = await open();
    await log.write([record('a')], false);
    kafka.away = true;
    await log.write([record('b')], false);
    await log.write([record('c')], false);
    kafka.away = false;
    await log.drained();
    await log.write([record('d')], false);
    expect(kafka.log).toEqual(['a', 'b', 'c', 'd']);
    await log.close();
  });

  test('does not keep an answer waiting for a Kafka that is silent: its events are on disk instead', async () => {
    const { kafka, log } = await open();
    kafka.silent = true;
    await log.write([record('a')], true);
    kafka.silent = false;
    await log.drained();
    expect(kafka.log).toEqual(['a']);
    await log.close();
  });

  test('survives its process: the next one sends what was left', async () => {
    const first = await open();
    first.kafka.away = true;
    await first.log.write([record('left')], false);
    await first.log.close();
    const second = await open();
    await second.log.drained();
    expect(second.kafka.log).toEqual(['left']);
    await second.log.close();
  });

  test('full, counts what it loses, or refuses when the contract forbids unlogged answers', async () => {
    const { kafka, log } = await open(10);
    kafka.away = true;
    await log.write([record('x'), record('y')], false);
    expect(log.lost).toBe(2);
    await expect(log.write([record('z')], true)).rejects.toMatchObject({ code: 'CHK_KAFKA_UNAVAILABLE' });
    await log.close();
  });
});
