import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { connectClickHouse } from '@checkride/store/clickhouse-client';
import { defineQuery } from '@checkride/store/query';
import type { ClickHouseConnection } from '@checkride/platform/clickhouse-connection';
import { MODEL, placeOf } from './deliveries.js';
import type { RecordedLog } from './deliveries.js';

/** Rows of a table as FINAL shows them, and the sum (mod 2^64) of eight bytes of SHA-256 of each row's text. */
export interface TableDigest {
  readonly rows: number;
  readonly sum: string;
}

/** What the raw tables hold of the model. */
export interface StoredTables {
  readonly predictions: TableDigest;
  readonly labels: TableDigest;
}

/** What must be stored, worked out from the log alone: the first delivery of each answer on time, of each late, of each label. */
export function storedOnce({ predictions, labels }: RecordedLog): StoredTables {
  const answers = new Map<string, string>();
  for (const delivery of predictions) {
    const { event } = delivery;
    const late = placeOf(delivery).late ? 1 : 0;
    const { prediction_id: id, event_time, latency_ms, prediction } = event;
    const key = `${late}|${id}`;
    if (!answers.has(key)) answers.set(key, [late, id, event_time, latency_ms, prediction.score].join('|'));
  }
  const truths = new Map<string, string>();
  for (const { event } of labels) {
    const { prediction_id: id, value, observed_at, source } = event;
    if (!truths.has(id)) truths.set(id, [id, value, observed_at, source].join('|'));
  }
  return { predictions: digestOf(answers.values()), labels: digestOf(truths.values()) };
}

function digestOf(texts: Iterable<string>): TableDigest {
  let rows = 0;
  let sum = 0n;
  for (const text of texts) {
    rows += 1;
    sum += createHash('sha256').update(text).digest().readBigUInt64LE(0);
  }
  return { rows, sum: BigInt.asUintN(64, sum).toString() };
}

const digestQuery = (table: string, columns: readonly string[]) =>
  defineQuery<{ model: string }, TableDigest>({
    name: `digest-of-${table}`,
    sql: `
SELECT count() AS rows, toString(sum(reinterpretAsUInt64(substring(SHA256(concat(${columns.join(", '|', ")})), 1, 8)))) AS digest
FROM ${table} FINAL WHERE model = {model:String}`,
    params: { model: 'String' },
    row: (raw) => ({ rows: Number(raw['rows']), sum: String(raw['digest']) }),
  });

const PREDICTIONS = digestQuery('predictions', [
  'toString(toUInt8(late))',
  'toString(prediction_id)',
  'toString(toUnixTimestamp64Milli(event_time))',
  'toString(latency_ms)',
  'toString(score)',
]);
const LABELS = digestQuery('labels', [
  'toString(prediction_id)',
  'toString(value)',
  'toString(toUnixTimestamp64Milli(observed_at))',
  'toString(source)',
]);

/** What is stored, computed by the engine over FINAL. */
export async function storedTables(clickhouse: ClickHouseConnection): Promise<StoredTables> {
  const store = connectClickHouse(clickhouse);
  try {
    const [predictions] = await store.query(PREDICTIONS, { model: MODEL });
    const [labels] = await store.query(LABELS, { model: MODEL });
    return { predictions: predictions!, labels: labels! };
  } finally {
    await store.close();
  }
}

/** Rows of the projected tables as FINAL shows them. */
export interface ProjectedRows {
  readonly evidence: number;
  readonly decisions: number;
  readonly folded: number;
}

const PROJECTED = defineQuery<{ model: string }, ProjectedRows>({
  name: 'projected-rows',
  sql: `
SELECT (SELECT count() FROM evidence FINAL WHERE model = {model:String}) AS evidence,
  (SELECT count() FROM decisions FINAL WHERE model = {model:String}) AS decisions,
  (SELECT count() FROM folded FINAL WHERE model = {model:String}) AS folded`,
  params: { model: 'String' },
  row: (raw) => ({
    evidence: Number(raw['evidence']),
    decisions: Number(raw['decisions']),
    folded: Number(raw['folded']),
  }),
});

const PATIENCE_MS = 30_000;

/** What the projections hold, as soon as it is as many rows as expected, else when patience ends. */
export async function projectedRows(
  clickhouse: ClickHouseConnection,
  expected: ProjectedRows,
): Promise<ProjectedRows> {
  const store = connectClickHouse(clickhouse);
  try {
    for (const until = performance.now() + PATIENCE_MS; ; await wait(100)) {
      const [rows] = await store.query(PROJECTED, { model: MODEL });
      const there = Object.entries(expected).every(([table, n]) => rows![table as keyof ProjectedRows] >= n);
      if (there || performance.now() > until) return rows!;
    }
  } finally {
    await store.close();
  }
}
