import { describe, expect, test } from '@jest/globals';
import { cutFormat, identifier, leadingWord, quoted, tokens } from './sql-text.js';

describe('SQL text', () => {
  test('literals and names survive quotes and backslashes', () => {
    expect(quoted(`it's a \\`)).toBe(`'it\\'s a \\\\'`);
    expect(identifier('a`b')).toBe('`a\\`b`');
  });

  test('tokens pass over comments and keep quoted texts whole', () => {
    const texts = [...tokens(`SELECT /* FORMAT x */ 'a;b' -- no\n, "c d" FROM t`)].map((token) => token.text);
    expect(texts).toEqual(['SELECT', `'a;b'`, ',', '"c d"', 'FROM', 't']);
  });

  test('a doubled quote and an escaped one stay inside their literal', () => {
    expect([...tokens(`'it''s', 'it\\'s'`)].map((token) => token.text)).toEqual([`'it''s'`, ',', `'it\\'s'`]);
  });

  test('a literal of a megabyte is one token', () => {
    expect([...tokens(`'${'ab'.repeat(500_000)}'`)]).toHaveLength(1);
  });

  test('the first word is found behind comments and parentheses', () => {
    expect(leadingWord('-- hello\n ( /* x */ select 1)')).toBe('SELECT');
  });
});

describe('the FORMAT clause', () => {
  test.each([
    ['SELECT 1 FORMAT JSON', 'JSON'],
    ['SELECT 1 FORMAT CSV ;', 'CSV'],
    ['SELECT 1 FORMAT TSV SETTINGS max_threads = 1', 'TSV'],
    ['SELECT format FROM t', undefined],
    [`SELECT 'x FORMAT JSON'`, undefined],
    ['SELECT * FROM (SELECT 1 FORMAT JSON)', undefined],
    ['SELECT 1 -- FORMAT JSON', undefined],
  ])('of %s is %s', (sql, format) => {
    expect(cutFormat(sql).format).toBe(format);
  });

  test('is cut out and leaves the rest', () => {
    expect(cutFormat('SELECT 1 FORMAT TSV SETTINGS a = 1').sql.replace(/ +/g, ' ')).toBe(
      'SELECT 1 SETTINGS a = 1',
    );
  });
});
