import { expect, it } from '@jest/globals';
import { epochNumber } from './epoch.js';

const HOUR = 3_600_000;

it('a day is the shortest epoch, a longer horizon lengthens it', () => {
  expect([0, 23.9, 24, 71.9].map((hours) => epochNumber(hours * HOUR, HOUR / 6))).toEqual([1, 1, 2, 3]);
  expect([0, 71.9, 72].map((hours) => epochNumber(hours * HOUR, 72 * HOUR))).toEqual([1, 1, 2]);
});
