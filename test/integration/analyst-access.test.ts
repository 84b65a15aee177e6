import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createClient } from '@clickhouse/client';
import type { ClickHouseClient } from '@clickhouse/client';
import { ownDatabase, type OwnDatabase } from '../support/own-database.js';

let own: OwnDatabase;
beforeAll(async () => {
  own = await ownDatabase('analyst');
}, 180_000);
afterAll(() => own.close());

describe('an analyst', () => {
  let analyst: ClickHouseClient;
  const ask = async (query: string): Promise<unknown> =>
    (await analyst.query({ query, format: 'JSONEachRow' })).json();

  beforeAll(async () => {
    await own.owner.command({
      query: 'CREATE TABLE secrets (id UInt32, text String) ENGINE = MergeTree ORDER BY id',
    });
    await own.owner.command({ query: "INSERT INTO secrets VALUES (1, 'hidden')" });
    await own.owner.command({ query: 'CREATE VIEW shown AS SELECT id FROM secrets' });
    analyst = createClient({
      url: new URL(own.clickhouseUrl).origin,
      username: 'analyst',
      password: '',
      database: own.database,
      log: { level: 127 },
    });
  });
  afterAll(() => analyst.close());

  test('reads views, with filters, joins and common tables', async () => {
    expect(
      await ask(
        'WITH v AS (SELECT id FROM shown) SELECT a.id FROM v AS a JOIN shown AS b USING id WHERE a.id IN (SELECT id FROM shown)',
      ),
    ).toEqual([{ id: 1 }]);
    expect(await ask('SHOW TABLES')).toEqual(expect.arrayContaining([{ name: 'shown' }]));
    expect(await ask('DESCRIBE shown')).toMatchObject([{ name: 'id', type: 'UInt32' }]);
  });

  test.each([
    'SELECT * FROM secrets',
    'SELECT * FROM shown WHERE id IN (SELECT id FROM secrets)',
    'SELECT * FROM shown WHERE id IN secrets',
    'SELECT (SELECT max(text) FROM secrets) FROM shown',
    'SELECT id FROM shown LIMIT (SELECT count() FROM secrets)',
    'WITH (SELECT max(text) FROM secrets) AS m SELECT m',
    "SELECT * FROM merge(currentDatabase(), 'secrets')",
    'SELECT * FROM view(SELECT * FROM secrets)',
    "SELECT file('/etc/hostname')",
    "SELECT * FROM file('/etc/passwd', 'LineAsString')",
    'SELECT * FROM default.`/etc/passwd`',
    "DESCRIBE file('/etc/passwd')",
    "SELECT * FROM url('http://127.0.0.1:1/', 'CSV', 'a String')",
    "SELECT 1 INTO OUTFILE '/tmp/never-written'",
    "INSERT INTO secrets VALUES (2, 'x')",
    'INSERT INTO shown SELECT 1',
    'DROP TABLE secrets',
    'CREATE VIEW more AS SELECT * FROM secrets',
    'ALTER TABLE secrets DELETE WHERE 1',
    'KILL QUERY WHERE 1 ASYNC',
    'SET readonly = 0',
    'SELECT 1; DROP TABLE secrets',
    'SELECT * FROM shown SETTINGS readonly = 0',
    'EXPLAIN SELECT * FROM secrets',
    'SELECT * FROM system.processes',
  ])('may not: %s', async (query) => {
    await expect(analyst.command({ query })).rejects.toMatchObject({
      code: expect.stringMatching(/^(497|164)$/),
    });
    expect(await own.countOf('secrets')).toBe(1);
  });

  test('cannot loosen the limits from outside', async () => {
    const loose = analyst.query({
      query: 'INSERT INTO secrets SELECT 3, 4',
      clickhouse_settings: { readonly: '0' },
    });
    await expect(loose).rejects.toMatchObject({ code: '497' });
  });
});
