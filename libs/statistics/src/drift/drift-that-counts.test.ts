import { expect, it } from '@jest/globals';
import { populationStability, populationStabilityNoise } from './population-stability.js';
import { isDriftThatCounts } from './drift-that-counts.js';

it('a moved half counts on 10 000 rows and not on 20, whose noise alone may show it', () => {
  const counts = (rows: number) => {
    const pair = { reference: [rows / 2, rows / 2], current: [rows * 0.25, rows * 0.75] };
    return isDriftThatCounts(populationStability(pair), populationStabilityNoise(pair));
  };
  expect(counts(10_000)).toBe(true);
  expect(counts(20)).toBe(false);
});

it('a small index never counts, however certain', () => {
  expect(isDriftThatCounts(0.19, 1e-6)).toBe(false);
  expect(isDriftThatCounts(0.2, 1e-6)).toBe(true);
});
