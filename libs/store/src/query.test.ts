import { describe, expect, it } from '@jest/globals';
import { defineQuery, defineStatement } from './query.js';
import { rowInsertSql } from './row-insert.js';
import { faultOf } from './server-codes.js';

describe('a named query', () => {
  it('is refused when its SQL and its parameters differ', () => {
    const of = (sql: string, params: Record<string, string>) => () =>
      defineQuery({ name: 'q', sql, params, row: (raw) => raw });
    expect(of('SELECT {a:String}', { a: 'String' })).not.toThrow();
    expect(of('SELECT {a:String}', {})).toThrow(/differ in a/);
    expect(of('SELECT 1', { b: 'UInt8' })).toThrow(/differ in b/);
    expect(of('SELECT {a:Array(UInt8)}', { a: 'UInt8' })).toThrow(/differ in a/);
    expect(() => defineStatement({ name: 's', sql: 'SELECT {x:Int8}', params: {} })).toThrow(/differ in x/);
  });
});

describe('an insert of bytes', () => {
  it('reads plain types, with the quotes of types escaped', () => {
    expect(
      rowInsertSql('t', [
        ['a', 'String'],
        ['b', "Enum8('x' = 0)"],
      ]),
    ).toBe("INSERT INTO t (a, b) SELECT a, b FROM input('a String, b Enum8(\\'x\\' = 0)')");
  });
});

describe('a server error', () => {
  // Numbers from ClickHouse's src/Common/ErrorCodes.cpp.
  it.each([
    [252, 'TOO_MANY_PARTS', 'unavailable'],
    [241, 'MEMORY_LIMIT_EXCEEDED', 'unavailable'],
    [159, 'TIMEOUT_EXCEEDED', 'unavailable'],
    [60, 'UNKNOWN_TABLE', 'setup'],
    [516, 'AUTHENTICATION_FAILED', 'setup'],
    [691, 'UNKNOWN_ELEMENT_OF_ENUM', 'data'],
    [33, 'CANNOT_READ_ALL_DATA', 'data'],
  ])('%i (%s) is a fault of kind %s', (code, _name, fault) => {
    expect(faultOf(code)).toBe(fault);
  });
});
