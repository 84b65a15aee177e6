import { expect, it } from '@jest/globals';
import { upperRegularizedGamma } from './regularized-gamma.js';

// scipy 1.17.1 special.gammaincc
it.each([
  [0.5, 0.1, 0.6547208460185768],
  [0.5, 8, 6.334248366623988e-5],
  [3.5, 2, 0.779777408475716],
  [20, 35, 0.002324506607842079],
  [500, 480, 0.8137180268096754],
  [500, 560, 0.004693165999294767],
])('Q(%d, %d) on both sides of its mean', (a, x, expected) => {
  expect(Math.abs(upperRegularizedGamma(a, x) / expected - 1)).toBeLessThan(1e-11);
});
