import { expect, it } from '@jest/globals';
import { benignBound } from './benign-bound.js';

const week = (means: readonly number[]) =>
  means.map((mean) => ({ n: 1000, sum: 1000 * mean, tolerated: 0.11 }));

it('proves a week at .1 ± .005 a day benign against .11, by hand: SE .005/√7 = .0019', () => {
  const bound = benignBound(week([0.095, 0.105, 0.095, 0.105, 0.095, 0.105, 0.1]));
  expect(bound.standardError).toBeCloseTo(0.005 / Math.sqrt(7), 12);
  expect(bound.proven).toBe(true);
});

it('does not when the days scatter, when a day is missing, or when the mean is too near', () => {
  expect(benignBound(week([0.08, 0.12, 0.08, 0.12, 0.08, 0.12, 0.1])).proven).toBe(false);
  expect(benignBound(week([0.095, 0.105, 0.095, 0.105, 0.095, 0.105])).proven).toBe(false);
  expect(benignBound(week([0.108, 0.109, 0.108, 0.109, 0.108, 0.109, 0.1101])).proven).toBe(true);
  expect(benignBound(week([0.109, 0.111, 0.109, 0.111, 0.109, 0.111, 0.11])).proven).toBe(false);
});

it('is as sure over three days as over seven: 6.34 SE, Student t with 2 degrees of freedom at 1.2 %', () => {
  // SE by hand: residuals ∓.002/3, 0 of three equal days, sqrt(3/2 · 2 · (.002/3)²) = .001155.
  const near = benignBound(week([0.098, 0.1, 0.102]), 3);
  expect(near.upper).toBeCloseTo(0.1 + 6.34 * 0.0011547, 6);
  expect(near.proven).toBe(true);
  expect(benignBound(week([0.096, 0.1, 0.104]), 3).proven).toBe(false);
  expect(benignBound(week([0.1, 0.1]), 3).proven).toBe(false);
});
