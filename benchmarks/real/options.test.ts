import { describe, expect, test } from '@jest/globals';
import { readOptions } from './options.js';

describe('the command line of the benchmark on real data', () => {
  test('says what to name where streams are asked for and no data are', () => {
    expect(() => readOptions([], {})).toThrow(/--data DIR or CHECKRIDE_REAL_DATA; --only flights needs none/);
    expect(() => readOptions(['--data', '/nowhere'], {})).toThrow(/holds neither/);
  });

  test('needs no data for flights', () => {
    expect(readOptions(['--only', 'flights', '--seeds', '3'], {})).toMatchObject({
      data: null,
      seeds: 3,
    });
  });

  test('refuses names it does not know', () => {
    expect(() => readOptions(['--only', 'titanic'], {})).toThrow(/name one of hotel/);
    expect(() => readOptions(['--only', 'flights', '--policy', 'argo'], {})).toThrow(/name one of checkride/);
  });
});
