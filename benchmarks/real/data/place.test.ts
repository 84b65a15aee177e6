import { expect, test } from '@jest/globals';
import { place } from './place.js';

const N = 20_000;

test('one row in ten falls below a tenth under every seed, and two seeds divide independently', () => {
  const low = (seed: number): boolean[] => Array.from({ length: N }, (_, row) => place(row, seed) < 0.1);
  const share = (hits: readonly boolean[]): number => hits.filter(Boolean).length / N;
  const [first, second] = [low(1), low(2)];
  // Four standard errors of a share of .1 and of .01 in 20 000.
  expect(Math.abs(share(first) - 0.1)).toBeLessThan(0.0085);
  expect(Math.abs(share(second) - 0.1)).toBeLessThan(0.0085);
  expect(Math.abs(share(first.map((hit, row) => hit && second[row] === true)) - 0.01)).toBeLessThan(0.0029);
});
