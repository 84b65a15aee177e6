import { describe, expect, test } from '@jest/globals';
import { contentType, isStreamable } from './formats.js';

describe('streaming', () => {
  test.each([
    ['SELECT * FROM t', 'JSONEachRow', true],
    ['SELECT * FROM (SELECT a FROM t) JOIN (SELECT b FROM u) USING a', 'RowBinary', true],
    ['WITH x AS (SELECT 1) SELECT * FROM x', 'TSV', true],
    ['WITH (SELECT max(a) FROM t) AS m SELECT m', 'TSV', false],
    ['SELECT * FROM t WHERE a IN (SELECT a FROM u)', 'TSV', false],
    ['SELECT a, ( SELECT count() FROM t) FROM u', 'CSV', false],
    ['SELECT 1', 'JSON', false],
    ['SELECT 1', 'CSVWithNames', false],
    ['SELECT 1', 'Parquet', false],
  ])('%s as %s: %s', (sql, format, streams) => expect(isStreamable(sql, format)).toBe(streams));
});

// As ClickHouse's HTTP interface documents them.
test.each([
  ['JSONEachRow', 'application/x-ndjson; charset=UTF-8'],
  ['JSON', 'application/json; charset=UTF-8'],
  ['JSONCompactEachRowWithNames', 'application/x-ndjson; charset=UTF-8'],
  ['CSVWithNames', 'text/csv; charset=UTF-8; header=present'],
  ['TabSeparated', 'text/tab-separated-values; charset=UTF-8'],
  ['Parquet', 'application/octet-stream'],
  ['Pretty', 'text/plain; charset=UTF-8'],
])('%s is sent as %s', (format, type) => expect(contentType(format)).toBe(type));
