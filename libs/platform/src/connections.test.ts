import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { clickhouseConnection } from './clickhouse-connection.js';
import { readEnvironment } from './env.js';
import { kafkaConnection } from './kafka-connection.js';
import { stackRecordPath } from './stack-record.js';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'platform-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const running = {
  kafkaBrokers: '127.0.0.1:4711',
  clickhouseUrl: 'http://127.0.0.1:4712',
  clickhouseUser: 'checkride',
  clickhousePassword: 'drawn',
};
const recordStack = (): void => writeFileSync(stackRecordPath(home), JSON.stringify(running));

describe('the Kafka connection', () => {
  const read = (env: Record<string, string>) =>
    readEnvironment(kafkaConnection, { CHECKRIDE_HOME: home, ...env });

  test('leads to the stack that runs in the home', () => {
    recordStack();
    expect(read({})).toEqual({ brokers: ['127.0.0.1:4711'] });
  });

  test('is replaced by KAFKA_BROKERS alone', () => {
    recordStack();
    expect(read({ KAFKA_BROKERS: 'a.example:9092, b.example:9093' }).brokers).toEqual([
      'a.example:9092',
      'b.example:9093',
    ]);
  });

  test('falls back to the preferred port when nothing runs', () => {
    expect(read({}).brokers).toEqual(['127.0.0.1:19092']);
  });

  test('takes SCRAM over TLS with a CA file', () => {
    const ca = join(home, 'ca.pem');
    writeFileSync(ca, '-----BEGIN CERTIFICATE-----\nMIIB\n');
    const env = {
      KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512',
      KAFKA_USERNAME: 'bob',
      KAFKA_PASSWORD: 'b',
      KAFKA_TLS_CA: ca,
    };
    expect(read(env)).toMatchObject({
      sasl: { mechanism: 'scram-sha-512', username: 'bob', password: 'b' },
      tls: { ca: '-----BEGIN CERTIFICATE-----\nMIIB\n' },
    });
  });

  test('without TLS settings is not encrypted, with KAFKA_TLS=false neither', () => {
    expect(read({}).tls).toBeUndefined();
    expect(read({ KAFKA_TLS: 'false', KAFKA_TLS_CA: '/nowhere' }).tls).toBeUndefined();
  });

  test('names everything wrong with it', () => {
    const wrong = {
      KAFKA_BROKERS: 'nohost',
      KAFKA_SASL_MECHANISM: 'plain',
      KAFKA_TLS: 'true',
      KAFKA_TLS_CA: '/no/such/ca',
    };
    for (const name of ['KAFKA_BROKERS', 'KAFKA_USERNAME', 'KAFKA_PASSWORD', 'KAFKA_TLS_CA']) {
      expect(() => read(wrong)).toThrow(new RegExp(`${name}: `));
    }
  });
});

describe('the ClickHouse connection', () => {
  const read = (env: Record<string, string>) =>
    readEnvironment(clickhouseConnection, { CHECKRIDE_HOME: home, ...env });

  test('leads to the stack that runs in the home, as its owner', () => {
    recordStack();
    expect(read({})).toEqual({
      url: 'http://127.0.0.1:4712',
      user: 'checkride',
      password: 'drawn',
      database: 'default',
    });
  });

  test('takes credentials out of the URL', () => {
    const read1 = read({ CLICKHOUSE_URL: 'https://ann:p%40ss@ch.example:8443/' });
    expect(read1).toMatchObject({ url: 'https://ch.example:8443', user: 'ann', password: 'p@ss' });
  });

  test("a server elsewhere never gets the embedded one's password", () => {
    recordStack();
    expect(read({ CLICKHOUSE_URL: 'http://ch.example:8123' })).toMatchObject({
      user: 'default',
      password: '',
    });
  });

  test('refuses what is not an HTTP address', () => {
    expect(() => read({ CLICKHOUSE_URL: 'tcp://ch.example:9000' })).toThrow(/CLICKHOUSE_URL: /);
  });
});
