import { describe, expect, it } from '@jest/globals';
import { logChoose, logGamma } from './log-gamma.js';

// Figures: mpmath 1.3 at 40 digits.
describe('log gamma and binomial coefficients', () => {
  it.each([
    [0.5, 0.5723649429247001],
    [1.5, -0.12078223763524522],
    [10, 12.80182748008147],
    [15.9, 27.62549321516869],
    [100.25, 360.28455963776423],
    [1000001, 12815518.38465817],
  ])('ln Γ(%d)', (x, expected) => {
    expect(Math.abs(logGamma(x) - expected) / Math.max(1, Math.abs(expected))).toBeLessThan(5e-15);
  });

  it.each([
    [5, 2, 2.302585092994046],
    [52, 5, 14.77062192297037],
    [1000, 500, 689.4672615678512],
    [10000000, 3, 46.56252718364688],
    [2000000, 1000000, 1386286.8809995437],
    [10000000, 1234567, 3737553.2473982996],
  ])('ln C(%d, %d) keeps its digits when the factorials are huge', (n, k, expected) => {
    expect(Math.abs(logChoose(n, k) / expected - 1)).toBeLessThan(2e-15);
  });

  it('is zero at both ends', () => {
    expect([logChoose(7, 0), logChoose(7, 7), logChoose(0, 0)]).toEqual([0, 0, 0]);
  });
});
