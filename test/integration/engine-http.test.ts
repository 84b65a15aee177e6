import { spawnSync } from 'node:child_process';
import { totalmem } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createClient } from '@clickhouse/client';
import { ownDatabase, type OwnDatabase } from '../support/own-database.js';

let own: OwnDatabase;
beforeAll(async () => {
  own = await ownDatabase('engine');
}, 180_000);
afterAll(() => own.close());

async function post(query: string, body: Buffer | string): Promise<Response> {
  const { username, password, origin } = new URL(own.clickhouseUrl);
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  return fetch(`${origin}/?database=${own.database}&query=${encodeURIComponent(query)}`, {
    method: 'POST',
    body: new Uint8Array(Buffer.from(body)),
    headers: { authorization },
  });
}

describe('the engine behind HTTP', () => {
  test('stores and returns what the client sends, blank lines and statements inside values included', async () => {
    await own.owner.command({
      query: 'CREATE TABLE notes (id UInt32, text String) ENGINE = MergeTree ORDER BY id',
    });
    const text = "x\n\n'); DROP TABLE notes; --\r\n\r\nü \\ \t \0";
    await own.owner.insert({ table: 'notes', values: [{ id: 1, text }], format: 'JSONEachRow' });
    await own.owner.command({ query: "INSERT INTO notes VALUES (2, 'a\n\nDROP TABLE notes')" });
    expect(await own.rowsOf('SELECT * FROM notes ORDER BY id')).toEqual([
      { id: 1, text },
      { id: 2, text: 'a\n\nDROP TABLE notes' },
    ]);
  });

  test('binary rows with 0A 0A inside arrive whole, also through plain types', async () => {
    await own.owner.command({
      query: 'CREATE TABLE bytes (id UInt32, text LowCardinality(String)) ENGINE = MergeTree ORDER BY id',
    });
    const row = Buffer.concat([
      Buffer.from([0x0a, 0x0a, 0x0a, 0x0a]),
      Buffer.from([6]),
      Buffer.from('\n\n;x\n\n'),
    ]);
    const rows = Buffer.concat(Array.from({ length: 10_000 }, () => row));
    expect((await post('INSERT INTO bytes FORMAT RowBinary', rows)).status).toBe(200);
    expect(
      (await post("INSERT INTO bytes SELECT * FROM input('id UInt32, text String') FORMAT RowBinary", rows))
        .status,
    ).toBe(200);
    expect(
      await own.rowsOf(
        "SELECT toUInt32(count()) AS n, toUInt32(countIf(id = 168430090 AND text = '\\n\\n;x\\n\\n')) AS whole FROM bytes",
      ),
    ).toEqual([{ n: 20_000, whole: 20_000 }]);
  });

  test('a broken insert stores nothing and says why', async () => {
    await own.owner.command({ query: 'CREATE TABLE strict (id UInt32) ENGINE = MergeTree ORDER BY id' });
    const answer = await post('INSERT INTO strict FORMAT JSONEachRow', '{"id": 1}\n{"id": "no number"}\n');
    expect(answer.status).toBe(400);
    expect(await answer.text()).toMatch(
      /^Code: 27\. DB::Exception: .*\(CANNOT_PARSE_INPUT_ASSERTION_FAILED\)/s,
    );
    expect(await own.countOf('strict')).toBe(0);
  });

  test('parameters never mix between queries that run at once', async () => {
    const texts = Array.from({ length: 200 }, (_, index) => `it's ${index} \\ "quoted"\n\ttwo lines`);
    const answers = await Promise.all(
      texts.map(
        async (text, index) =>
          (
            await own.rowsOf<{ s: string; n: number }>('SELECT {s:String} AS s, {n:UInt32} AS n', {
              s: text,
              n: index,
            })
          )[0],
      ),
    );
    expect(answers).toEqual(texts.map((s, n) => ({ s, n })));
  });

  test('a parameter that is missing is an error, even after a query that had it', async () => {
    await own.rowsOf('SELECT {left:String} AS x', { left: 'over' });
    await expect(own.rowsOf('SELECT {left:String} AS x')).rejects.toMatchObject({ code: '456' });
  });

  test('settings hold for their own query only', async () => {
    const threads = async (clickhouse_settings: Record<string, string>): Promise<unknown> =>
      (
        await own.owner.query({
          query: "SELECT getSetting('max_threads')::UInt32 AS n",
          clickhouse_settings,
          format: 'JSONEachRow',
        })
      ).json();
    expect(await threads({ max_threads: '7' })).toEqual([{ n: 7 }]);
    expect(await threads({})).not.toEqual([{ n: 7 }]);
  });

  test('a large result is streamed, a compressed one too', async () => {
    const result = await own.owner.query({
      query: 'SELECT number FROM numbers(1000000)',
      format: 'JSONEachRow',
    });
    let rows = 0;
    let last: unknown;
    for await (const batch of result.stream<{ number: number }>()) {
      rows += batch.length;
      last = batch.at(-1)?.json();
    }
    expect([rows, last]).toEqual([1_000_000, { number: 999_999 }]);
    const small = createClient({
      url: own.clickhouseUrl,
      database: own.database,
      compression: { request: true, response: true },
    });
    await small.insert({ table: 'strict', values: [{ id: 5 }], format: 'JSONEachRow' });
    expect(
      await (await small.query({ query: 'SELECT id FROM strict', format: 'JSON' })).json(),
    ).toMatchObject({ data: [{ id: 5 }] });
    await small.close();
  });

  test('many writers and readers at once: every batch is stored whole and once', async () => {
    await own.owner.command({
      query:
        'CREATE TABLE busy (writer UInt8, batch UInt16, row UInt16) ENGINE = MergeTree ORDER BY (writer, batch)',
    });
    const write = async (writer: number): Promise<void> => {
      for (let batch = 0; batch < 10; batch += 1) {
        const values = Array.from({ length: 500 }, (_, row) => ({ writer, batch, row }));
        await own.owner.insert({ table: 'busy', values, format: 'JSONEachRow' });
      }
    };
    const partial = async (): Promise<void> => {
      for (let asked = 0; asked < 15; asked += 1) {
        const sql =
          'SELECT writer, batch FROM busy WHERE writer = {w:UInt8} GROUP BY writer, batch HAVING count() != 500';
        expect(await own.rowsOf(sql, { w: asked % 8 })).toEqual([]);
      }
    };
    await Promise.all([...[0, 1, 2, 3, 4, 5, 6, 7].map(write), partial(), partial(), partial()]);
    expect(
      await own.rowsOf(
        'SELECT toUInt32(count()) AS n, toUInt32(uniqExact(writer, batch, row)) AS different FROM busy',
      ),
    ).toEqual([{ n: 40_000, different: 40_000 }]);
  }, 30_000);

  test('a query whose client has gone is stopped', async () => {
    const controller = new AbortController();
    const query =
      'SELECT sum(sleepEachRow(0.2)) AS stopped_with_its_client FROM numbers(1000) SETTINGS max_block_size = 1, function_sleep_max_microseconds_per_block = 0';
    const asked = own.owner.query({ query, format: 'JSON', abort_signal: controller.signal });
    const running = async (): Promise<number> =>
      (
        await own.rowsOf<{ n: number }>(
          "SELECT toUInt32(count()) AS n FROM system.processes WHERE query LIKE '%stopped_with_its_client%' AND query NOT LIKE '%system.processes%'",
        )
      )[0]?.n ?? -1;
    const until = async (wanted: number): Promise<void> => {
      while ((await running()) !== wanted) continue;
    };
    await until(1);
    controller.abort();
    await expect(asked).rejects.toThrow();
    await until(0);
  }, 20_000);

  test('inserts are synced to disk before they are acknowledged', async () => {
    const settings = await own.rowsOf(
      "SELECT name, value FROM system.merge_tree_settings WHERE name LIKE 'fsync_%' AND value = '1' ORDER BY name",
    );
    expect(settings).toEqual([
      { name: 'fsync_after_insert', value: '1' },
      { name: 'fsync_part_directory', value: '1' },
    ]);
  });

  test("memory is limited below the machine's", async () => {
    const [limit] = await own.rowsOf<{ bytes: number }>(
      "SELECT toFloat64(value) AS bytes FROM system.server_settings WHERE name = 'max_server_memory_usage'",
    );
    expect(limit?.bytes).toBeGreaterThan(2 ** 29);
    expect(limit?.bytes).toBeLessThan(totalmem());
  });

  test('plain curl answers', () => {
    const asked = spawnSync(
      'curl',
      ['-sS', own.clickhouseUrl, '--data-binary', 'SELECT 1 + 1 AS two FORMAT JSONEachRow'],
      { encoding: 'utf8' },
    );
    expect(asked.stdout).toBe('{"two":2}\n');
  });

  test('wrong credentials are refused before anything is read', async () => {
    const wrong = createClient({
      url: new URL(own.clickhouseUrl).origin,
      username: 'checkride',
      password: 'guess',
      log: { level: 127 },
    });
    await expect(wrong.query({ query: 'SELECT 1' })).rejects.toMatchObject({ code: '516' });
    await wrong.close();
  });
});
