import { describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readMigrations } from '../migration-files.js';

const folder = import.meta.dirname;
// The pages of the console read a model's whole history; what runs at every window must not.
const files = readdirSync(folder).filter((file) => file.endsWith('.query.ts'));

/** Partition column by table, as the migrations say. */
const partitioned = new Map(
  readMigrations()
    .flatMap(({ statements }) => statements)
    .flatMap((statement) => {
      const table = /^CREATE TABLE IF NOT EXISTS (\w+)/.exec(statement)?.[1];
      const column = /PARTITION BY \w+\((\w+)\)/.exec(statement)?.[1];
      return table && column ? [[table, column] as const] : [];
    }),
);

/** The rest of the SELECT a table is read by: up to the bracket that closes it, brackets inside skipped. */
function selectBehind(sql: string, from: number): string {
  let depth = 0;
  for (let i = from; i < sql.length; i += 1) {
    if (sql[i] === '(') depth += 1;
    if (sql[i] === ')') depth -= 1;
    if (depth < 0) return sql.slice(from, i);
  }
  return sql.slice(from);
}

/** Reads of partitioned tables without a lower and an upper bound on the partition column. */
function unboundedReads(sql: string): string[] {
  return [...sql.matchAll(/\b(?:FROM|JOIN)\s+(\w+)\b/g)].flatMap((match) => {
    const table = match[1] ?? '';
    const column = partitioned.get(table);
    if (column === undefined) return [];
    const rest = selectBehind(sql, match.index);
    const bounded =
      new RegExp(`\\b${column}\\s*(>=|>|=|BETWEEN)`).test(rest) &&
      new RegExp(`\\b${column}\\s*(<|<=|=|BETWEEN)`).test(rest);
    return bounded ? [] : [`${table}.${column}`];
  });
}

interface Named {
  readonly name: string;
  readonly sql: string;
}
const isQuery = (value: unknown): value is Named =>
  typeof value === 'object' && value !== null && 'sql' in value && 'name' in value;

describe('queries', () => {
  test.each(files)('of %s bound the partition column of every table they read', async (file) => {
    const exported: unknown[] = Object.values((await import(join(folder, file))) as object);
    const queries = exported.filter(isQuery);
    expect(queries.length).toBeGreaterThan(0);
    expect(queries.map(({ name, sql }) => ({ name, unbounded: unboundedReads(sql) }))).toEqual(
      queries.map(({ name }) => ({ name, unbounded: [] })),
    );
  });

  test('without a bound are found', () => {
    expect(unboundedReads(`SELECT count() FROM predictions FINAL WHERE model = 'm'`)).toEqual([
      'predictions.window_start',
    ]);
    expect(
      unboundedReads(
        `SELECT 1 FROM (SELECT * FROM labels WHERE cohort_hour >= 1) AS l WHERE cohort_hour < 2`,
      ),
    ).toEqual(['labels.cohort_hour']);
  });
});
