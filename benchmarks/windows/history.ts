import { setTimeout as wait } from 'node:timers/promises';
import { digest } from '@checkride/domain/canonical';
import { parseContract } from '@checkride/domain/contract/parse-contract';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import { assignSlots } from '@checkride/domain/contract/slots';
import type { ClickHouse } from '@checkride/store/clickhouse-client';
import { defineQuery } from '@checkride/store/query';

/** Length of the benchmark's base window and of an hour, ms. */
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
/** Answers of each minute of history. */
const ROWS_PER_MINUTE = 1_200;
/** End of the last minute of history: late in a day, so that a day before it is whole. */
export const END = Date.UTC(2026, 2, 20, 23);

const NUMBERS = 12;
const CATEGORIES = 4;

/** A model of 12 numbers and 4 categories in three regions, with labels that mature after an hour. */
export function windowsModel(model: string): ModelRecord {
  const names = (letter: string, count: number): string[] =>
    Array.from({ length: count }, (_, i) => `${letter}${i}`);
  const parsed = parseContract({
    model,
    source: { predictions: `${model}.p`, labels: `${model}.l`, clock: 'live' },
    features: {
      ...Object.fromEntries(
        names('n', NUMBERS).map((name) => [name, { type: 'number', min: -1000 }] as const),
      ),
      ...Object.fromEntries(names('c', CATEGORIES).map((name) => [name, { type: 'category' }] as const)),
    },
    segments: ['region'],
    labels: { horizon: '1h', at_most: '1h', batch: '1h' },
    windows: { base: '1m', lateness: '5s', drift: '1h' },
  });
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  const { contract } = parsed;
  const edges = Array.from({ length: 40 }, (_, i) => i * 25);
  return {
    model,
    contract_version: 1,
    contract_digest: digest(contract),
    effective_from: 0,
    contract,
    contract_yaml: '',
    slots: assignSlots([], contract.features),
    schemas: [],
    reference: {
      digest: 'benchmark',
      version: 'v1',
      rows: 4_100,
      training_rows: 4_100,
      numeric: names('n', NUMBERS).map((feature) => ({
        feature,
        edges,
        counts: Array.from({ length: edges.length + 1 }, () => 100),
        rows: 4_100,
        missing: 0,
        low: 0,
        high: 1_000,
      })),
      categorical: names('c', CATEGORIES).map((feature) => ({
        feature,
        values: Array.from({ length: 20 }, (_, i) => `v${i}`),
        counts: Array.from({ length: 21 }, () => 100),
        rows: 2_100,
        missing: 0,
      })),
      score: { low: 0, high: 1, counts: Array.from({ length: 64 }, () => 100) },
      segments: { region: ['eu', 'us', 'ap'] },
      metrics: {},
    },
  };
}

/** Stores one hour of answers and labels, drawn in the engine from hashes: the same rows in every run. */
async function storeHour(
  clickhouse: ClickHouse,
  model: string,
  start: number,
  perMinute: number,
): Promise<void> {
  const rows = (HOUR / MINUTE) * perMinute;
  const second = start / 1_000;
  const time = `toDateTime64(${second}, 3, 'UTC') + toIntervalMillisecond(intDiv(number * ${HOUR}, ${rows}))`;
  const id = `reinterpretAsUUID(sipHash128(${second}, number))`;
  await clickhouse.command(`
    INSERT INTO predictions (late, model, window_start, prediction_id, version, arm, event_time, appended_at, partition, first_wins,
      contract, artifact, instance, runtime, route_revision, unit, segments, status, latency_ms, score, num, cat)
    SELECT false, '${model}', toStartOfMinute(toDateTime(${time})), ${id}, 'v1', 'live', ${time}, ${time}, 0, 18446744073709551615 - number * 1024,
      1, 'a', 'i', 'image|view|config', 0, cityHash64(number, ${second}), [['eu', 'us', 'ap'][1 + number % 3]], 'ok',
      1 + cityHash64(number, 1) % 1000 / 20, cityHash64(number, ${second}, 2) % 100000 / 1e5,
      arrayMap(k -> toFloat32(cityHash64(number, ${second}, k) % 100000 / 100), range(${NUMBERS})),
      arrayMap(k -> concat('v', toString(cityHash64(number, k) % 25)), range(${CATEGORIES}))
    FROM numbers(${rows})`);
  await clickhouse.command(`
    INSERT INTO labels (model, cohort_hour, prediction_id, revision, value, observed_at, predicted_at, appended_at, partition, first_wins)
    SELECT '${model}', toDateTime(${second}), ${id}, 0, cityHash64(number, ${second}, 3) % 5 = 0, ${time} + INTERVAL 10 MINUTE, ${time},
      ${time} + INTERVAL 10 MINUTE, 0, 18446744073709551615 - number * 1024
    FROM numbers(${rows})`);
}

const MERGES = defineQuery({
  name: 'merges',
  sql: 'SELECT count() AS n FROM system.merges',
  params: {},
  row: (raw) => Number(raw['n']),
});

/** Resolves when the engine merges nothing any more, so that its CPU is that of what is measured. */
async function mergesDone(clickhouse: ClickHouse): Promise<void> {
  for (let quiet = 0; quiet < 10; quiet += 1) {
    const [running = 0] = await clickhouse.query(MERGES, {});
    if (running > 0) quiet = 0;
    await wait(100);
  }
}

/** Stores the hours [END − from, END − until) of history, oldest first; days that are over are merged, as they come to be. */
export async function storeHistory(
  clickhouse: ClickHouse,
  model: string,
  from: number,
  until: number,
  perMinute = ROWS_PER_MINUTE,
): Promise<void> {
  for (let hour = from; hour > until; hour -= 1)
    await storeHour(clickhouse, model, END - hour * HOUR, perMinute);
  for (const table of ['predictions', 'labels'])
    for (
      let day = Math.floor((END - from * HOUR) / (24 * HOUR));
      day < Math.floor(END / (24 * HOUR));
      day += 1
    ) {
      const partition = new Date(day * 24 * HOUR).toISOString().slice(0, 10).replaceAll('-', '');
      await clickhouse.command(`OPTIMIZE TABLE ${table} PARTITION ${partition} FINAL`);
    }
  await mergesDone(clickhouse);
}
