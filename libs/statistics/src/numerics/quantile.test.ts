import { expect, it } from '@jest/globals';
import { orderStatistic, quantile } from './quantile.js';

// Type 7 quantiles of [1, 2, 3]: reference set computed with numpy 2.4.6 (case tiny_3_4)
it.each([
  [0.01, 1.02],
  [0.05, 1.1],
  [0.25, 1.5],
  [0.5, 2],
  [0.95, 2.9],
])('interpolated quantile at %d', (probability, expected) => {
  expect(quantile([1, 2, 3], probability)).toBeCloseTo(expected, 12);
});

it('an order statistic is always one of the values', () => {
  expect([0.001, 0.25, 0.26, 0.5, 1].map((p) => orderStatistic([10, 20, 30, 40], p))).toEqual([
    10, 10, 20, 20, 40,
  ]);
  expect(orderStatistic([], 0.5)).toBeNaN();
});
