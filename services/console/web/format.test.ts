import { describe, expect, test } from '@jest/globals';
import { count, duration, figure, moment, percent, reasonText, scopeText, words } from './format.js';

const SATURDAY = Date.UTC(2001, 1, 17, 14);

describe('figures as people read them', () => {
  test.each([
    [6.544515836, '6.545'],
    [0.000123456, '0.0001235'],
    [24_312, '24,312'],
    [3000, '3000'],
    [null, '–'],
    [Number.NaN, '–'],
  ])('%p is %p', (value, text) => expect(figure(value)).toBe(text));

  test('shares, counts, lengths and moments', () => {
    expect([percent(0.1), percent(0.2137), percent(null), count(1_217_360)]).toEqual([
      '10 %',
      '21.4 %',
      '–',
      '1,217,360',
    ]);
    expect([duration(86_400_000), duration(172_800_000), duration(600_000)]).toEqual([
      '24 h',
      '2 d',
      '10 min',
    ]);
    expect([moment(SATURDAY), moment(null)]).toEqual(['17 Feb 2001, 14:00', '–']);
  });
});

describe('words', () => {
  test('of rules and streams become prose', () => {
    expect(words('matured_loss|region=west')).toBe('matured loss, region=west');
    expect(scopeText(['region=west', 'source=crm'])).toBe('region west, source crm');
    expect(scopeText(['all'])).toBe('everywhere');
  });

  test('of the ledger that name a moment in ms name it for people', () => {
    expect(reasonText(`until ${SATURDAY}`)).toBe('until 17 Feb 2001, 14:00 UTC');
    expect(reasonText('135530 rows')).toBe('135530 rows');
  });
});
