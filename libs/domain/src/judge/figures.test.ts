import { describe, expect, it } from '@jest/globals';
import { eValue, isRegional } from './figures.js';
import { harmName } from './stream-name.js';
import { utcSpan } from './utc.js';

describe('an e-value in words', () => {
  it.each([
    // e^5.795 = 328.7; e^14.7 = 2.42e6; e^28.1 = 1.60e12; e^-4.37 = 0.01265; e^-6 = 0.0025.
    [5.795, '330'],
    [14.7, '2.4 million'],
    [28.1, '10^12'],
    [-4.37, '0.013'],
    [-6, 'under 0.01'],
  ])('of ln E %p is %p', (logE, told) => expect(eValue(logE)).toBe(told));
});

describe('names of streams', () => {
  it.each([
    ['matured_loss', 'wrong answers'],
    ['null.amount', 'missing values of amount'],
    ['kpi.sale', 'units without sale'],
    ['something_new', 'something new'],
  ])('%s counts %s', (stream, told) => expect(harmName(stream)).toBe(told));
});

describe('spans of time', () => {
  const at = Date.parse('2001-02-19T06:00:00Z');

  it('tell the day once where it is the same', () => {
    expect(utcSpan([at, at + 3_600_000], 'and')).toBe('2001-02-19 06:00 and 07:00');
    expect(utcSpan([at, at + 86_400_000], 'and')).toBe('2001-02-19 06:00 and 2001-02-20 06:00');
  });
});

describe('a scope', () => {
  it('is regional when it names regions, whatever else it names', () => {
    expect(isRegional(['region=eu', 'source=web'])).toBe(true);
    expect(isRegional(['source=web'])).toBe(false);
    expect(isRegional(['all'])).toBe(false);
  });
});
