import { describe, expect, test } from '@jest/globals';
import type { Column, Example } from './example.js';
import { fitAdditive } from './additive-logistic.js';

const CATEGORY: readonly Column[] = [{ name: 'plan', kind: 'category' }];
const NUMBER: readonly Column[] = [{ name: 'age', kind: 'number' }];

const rows = (cell: string | number | null, positives: number, negatives: number): Example[] => [
  ...Array.from({ length: positives }, () => ({ cells: [cell], truth: 1 as const })),
  ...Array.from({ length: negatives }, () => ({ cells: [cell], truth: 0 as const })),
];

describe('an additive logistic model', () => {
  test('gives each level the share of positives it was shown, but for the pull of the ridge', () => {
    const { score } = fitAdditive(CATEGORY, [...rows('a', 900, 100), ...rows('b', 200, 800)]);
    expect(score(['a'])).toBeCloseTo(0.9, 2);
    expect(score(['b'])).toBeCloseTo(0.2, 2);
  });

  test('learns a relation that is not monotone, which a straight line in the number could not', () => {
    const shown = Array.from({ length: 300 }, (_, i) =>
      rows(i / 300, i < 100 || i >= 200 ? 9 : 1, i < 100 || i >= 200 ? 1 : 9),
    );
    const { score } = fitAdditive(NUMBER, shown.flat());
    expect(score([0.1])).toBeGreaterThan(0.8);
    expect(score([0.5])).toBeLessThan(0.2);
    expect(score([0.9])).toBeGreaterThan(0.8);
  });

  test('answers what it never saw and what is missing alike', () => {
    const { score } = fitAdditive(CATEGORY, [...rows('a', 30, 10), ...rows('b', 10, 30)]);
    expect(score(['c'])).toBe(score([null]));
  });

  test('is made of the same bits again, and answers without any row', () => {
    const shown = [...rows('a', 30, 10), ...rows('b', 10, 30), ...rows(null, 3, 3)];
    expect(fitAdditive(CATEGORY, shown).weights).toEqual(fitAdditive(CATEGORY, shown).weights);
    expect(fitAdditive(CATEGORY, []).score(['a'])).toBeGreaterThan(0);
  });
});
