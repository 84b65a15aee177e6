import { describe, expect, test } from '@jest/globals';
import { limitOf, momentOf } from './query-text.js';

describe('text of a query string', () => {
  test.each([
    [undefined, 100],
    ['', 100],
    ['7', 7],
    ['7.9', 7],
    ['0', 100],
    ['-3', 1],
    ['1e9', 10_000],
    ['many', 100],
  ])('a limit of %p is %p rows', (text, rows) => {
    expect(limitOf(text)).toBe(rows);
  });

  test('a moment is ms or ISO-8601', () => {
    expect(momentOf('from', '981072000000')).toBe(981_072_000_000);
    expect(momentOf('from', '2001-02-02T00:00:00Z')).toBe(981_072_000_000);
    expect(momentOf('from', undefined)).toBeUndefined();
  });

  test('anything else is refused by its name', () => {
    expect(() => momentOf('until', 'soon')).toThrow(/"soon".*until/);
  });
});
