import { describe, expect, test } from '@jest/globals';
import { insertFromFile, parseInsert } from './insert-statement.js';

const rewritten = (sql: string): string | undefined => {
  const insert = parseInsert(sql);
  return insert === undefined ? undefined : insertFromFile(insert, '/f').replace(/\s+/g, ' ').trim();
};

describe('an INSERT with its rows', () => {
  test('reads them from a file instead', () => {
    expect(rewritten('INSERT INTO t (a, b) FORMAT JSONEachRow')).toBe(
      `INSERT INTO t (a, b) FROM INFILE '/f' FORMAT JSONEachRow`,
    );
  });

  test('keeps its settings', () => {
    expect(rewritten('INSERT INTO t SETTINGS max_threads = 2 FORMAT CSV')).toBe(
      `INSERT INTO t FROM INFILE '/f' SETTINGS max_threads = 2 FORMAT CSV`,
    );
  });

  test('through input() is converted from plain types', () => {
    expect(rewritten(`INSERT INTO t SELECT * FROM input('a UInt8, b String') FORMAT RowBinary`)).toBe(
      `INSERT INTO t SELECT * FROM file('/f', 'RowBinary', 'a UInt8, b String')`,
    );
  });

  test('is cut where inline rows begin, whatever they hold', () => {
    const sql = `INSERT INTO t FORMAT JSONEachRow\n{"a": "x\\n\\nDROP TABLE t; FORMAT CSV"}`;
    expect(sql.slice(parseInsert(sql)?.dataStart)).toBe(`{"a": "x\\n\\nDROP TABLE t; FORMAT CSV"}`);
  });

  test('VALUES are rows too: they must not stay in the text', () => {
    const sql = `insert into t (a) values ('x\n\ndrop table t')`;
    const insert = parseInsert(sql);
    expect(insert).toMatchObject({ target: 'insert into t (a)', format: 'Values' });
    expect(sql.slice(insert?.dataStart).trim()).toBe(`('x\n\ndrop table t')`);
  });

  test('rows on the line of FORMAT begin after the blank', () => {
    const sql = 'INSERT INTO t FORMAT CSV 1,2';
    expect(sql.slice(parseInsert(sql)?.dataStart)).toBe('1,2');
  });

  test.each([
    'SELECT 1 FORMAT JSON',
    'INSERT INTO t SELECT * FROM u',
    'CREATE TABLE t (a UInt8)',
    '',
    '-- INSERT INTO t FORMAT CSV',
  ])('is not seen in: %s', (sql) => expect(parseInsert(sql)).toBeUndefined());
});
