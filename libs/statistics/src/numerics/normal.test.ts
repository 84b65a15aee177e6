import { describe, expect, it } from '@jest/globals';
import { normalCdf, normalQuantile } from './normal.js';

describe('standard normal', () => {
  // mpmath ncdf at 40 digits
  it.each([
    [-10, 7.619853024160525e-24],
    [-3, 0.0013498980316300946],
    [-1, 0.15865525393145705],
    [0.5, 0.691462461274013],
    [1.96, 0.9750021048517796],
    [5, 0.9999997133484281],
  ])('P(Z ≤ %d)', (z, expected) => {
    expect(Math.abs(normalCdf(z) / expected - 1)).toBeLessThan(1e-13);
  });

  // scipy 1.17.1 norm.ppf
  it.each([
    [1e-10, -6.361340902404056],
    [0.001, -3.090232306167813],
    [0.025, -1.9599639845400545],
    [0.3, -0.5244005127080409],
    [0.975, 1.959963984540054],
  ])('quantile at %d', (probability, expected) => {
    expect(normalQuantile(probability)).toBeCloseTo(expected, 12);
  });
});
