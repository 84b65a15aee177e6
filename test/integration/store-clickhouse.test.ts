import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { clickhouseConnection } from '@checkride/platform/clickhouse-connection';
import type { ClickHouseConnection } from '@checkride/platform/clickhouse-connection';
import { readConfiguration } from '@checkride/platform/env';
import { connectClickHouse } from '@checkride/store/clickhouse-client';
import type { ClickHouse } from '@checkride/store/clickhouse-client';
import { readMigrations } from '@checkride/store/migration-files';
import { migrate, verifyMigrations } from '@checkride/store/migrations';
import { defineQuery } from '@checkride/store/query';
import type { Param } from '@checkride/store/query';
import { jsonRows, rowInsertSql } from '@checkride/store/row-insert';
import { sharedStack, uniqueName } from '../support/stack.js';

let address: ClickHouseConnection;
let root: ClickHouse;
let clickhouse: ClickHouse;
const database = uniqueName('store');

beforeAll(async () => {
  const { environment } = await sharedStack();
  address = readConfiguration({ clickhouse: clickhouseConnection }, environment).clickhouse;
  root = connectClickHouse(address);
  await root.command(`CREATE DATABASE ${database}`);
  clickhouse = connectClickHouse({ ...address, database });
}, 120_000);
afterAll(async () => {
  await clickhouse.close();
  await root.command(`DROP DATABASE ${database}`);
  await root.close();
});

const select = <T>(sql: string, params: Record<string, Param> = {}, types: Record<string, string> = {}) =>
  clickhouse.query(defineQuery({ name: 'test', sql, params: types, row: (raw) => raw as T }), params);

describe('migrations', () => {
  it('are refused before they ran, run once, and are seen to be there', async () => {
    await expect(verifyMigrations(clickhouse)).rejects.toMatchObject({ code: 'CHK_MIGRATION_MISMATCH' });
    expect((await migrate(clickhouse)).length).toBe(readMigrations().length);
    expect(await migrate(clickhouse)).toEqual([]);
    await verifyMigrations(clickhouse);
  });

  it('go on where a crash left them', async () => {
    const [last] = readMigrations().slice(-1);
    await clickhouse.command(
      `ALTER TABLE schema_migrations DELETE WHERE number = ${last!.number} SETTINGS mutations_sync = 2`,
    );
    await expect(verifyMigrations(clickhouse)).rejects.toThrow(/lacks 1 migration/);
    expect((await migrate(clickhouse)).map(({ number }) => number)).toEqual([last!.number]);
    await verifyMigrations(clickhouse);
  });

  it('refuse a file that was edited after it was applied', async () => {
    const edited = readMigrations().map((file) =>
      file.number === 2 ? { ...file, checksum: 'other' } : file,
    );
    await expect(migrate(clickhouse, edited)).rejects.toThrow(/002_labels.sql was edited/);
  });

  it('leave no column without a comment', async () => {
    expect(
      await select(
        "SELECT table, name FROM system.columns WHERE database = currentDatabase() AND comment = ''",
      ),
    ).toEqual([]);
  });
});

describe('queries', () => {
  it('bind parameters of any text, and give numbers and null for NaN', async () => {
    const text = `it's "{x:String}" \\ \n\t; DROP TABLE labels`;
    expect(
      await select(
        'SELECT {t:String} AS t, {l:Array(String)} AS l, toUInt64(9007199254740991) AS n, nan AS x',
        { t: text, l: [text, ''] },
        { t: 'String', l: 'Array(String)' },
      ),
    ).toEqual([{ t: text, l: [text, ''], n: Number.MAX_SAFE_INTEGER, x: null }]);
  });

  it('are answered in a format when asked for bytes', async () => {
    const statement = { name: 'bytes', sql: 'SELECT number AS n FROM numbers(3)', params: {} };
    let csv = '';
    for await (const chunk of await clickhouse.read(statement, {}, 'CSVWithNames')) csv += String(chunk);
    expect(csv).toBe('"n"\n0\n1\n2\n');
  });
});

describe('errors', () => {
  it('say what the server said and whose fault it is', async () => {
    await expect(clickhouse.command('SELECT * FROM nowhere')).rejects.toMatchObject({
      code: 'CHK_CLICKHOUSE_REJECTED',
      context: { server_code: 60, fault: 'setup' },
    });
    const bytes = Buffer.from([1, 2, 3]);
    const sql = rowInsertSql('routes', [['revision', 'UInt32']]);
    await expect(clickhouse.insertBytes({ into: { sql }, format: 'RowBinary', bytes })).rejects.toMatchObject(
      { code: 'CHK_CLICKHOUSE_REJECTED', context: { fault: 'data' } },
    );
  });

  it('are retriable when nobody answers', async () => {
    const nobody = connectClickHouse({ ...address, url: 'http://127.0.0.1:9' });
    await expect(nobody.ping()).rejects.toMatchObject({
      code: 'CHK_CLICKHOUSE_UNAVAILABLE',
      retriable: true,
    });
    await nobody.close();
  });
});

describe('rows', () => {
  it('of history of a hundred days are stored in one insert, which the limit of partitions would refuse', async () => {
    const rows = Array.from({ length: 120 }, (_, day) => ({
      model: 'm',
      cohort_hour: day * 86_400,
      prediction_id: '00000000-0000-4000-8000-000000000000',
      observed_at: 1_700_000_000_123,
    }));
    const insert = { into: { table: 'labels' }, format: 'JSONEachRow', bytes: jsonRows(rows) } as const;
    await expect(clickhouse.insertBytes(insert)).rejects.toMatchObject({
      code: 'CHK_CLICKHOUSE_UNAVAILABLE',
    });
    await clickhouse.insertBytes({ ...insert, settings: { max_partitions_per_insert_block: 0 } });
    expect(
      await select(
        "SELECT count() AS n, uniqExact(_partition_id) AS parts, toUnixTimestamp64Milli(any(observed_at)) AS at FROM labels WHERE model = 'm'",
      ),
    ).toEqual([{ n: 120, parts: 120, at: 1_700_000_000_123 }]);
  });
});
