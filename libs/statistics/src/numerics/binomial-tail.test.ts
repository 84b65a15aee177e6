import { describe, expect, it } from '@jest/globals';
import { logBinomialLowerTail, logBinomialUpperTail } from './binomial-tail.js';

describe('binomial tails in logs', () => {
  // mpmath sums at 40 digits; the last two scipy 1.17.1 binom.logsf(k − 1)
  it.each([
    [3, 10, 0.1, -2.6565376545521717],
    [8, 10, 0.5, -2.906120114864304],
    [40, 200, 0.05, -30.381759208594936],
    [1, 1000, 0.005, -0.006676204922601742],
    [120, 1000, 0.005, -276.49638552380657],
    [5300, 1000000, 0.005, -11.256830390903037],
    [4800, 1000000, 0.005, -0.002123906567661611],
  ])('ln P(X ≥ %d | %d, %d)', (k, n, p, expected) => {
    expect(Math.abs(logBinomialUpperTail(k, n, p) / expected - 1)).toBeLessThan(1e-9);
  });

  // scipy 1.17.1 binom.logcdf
  it.each([
    [2, 100, 0.1, -6.242552608616339],
    [430, 1000, 0.5, -12.137504348766086],
  ])('ln P(X ≤ %d | %d, %d)', (k, n, p, expected) => {
    expect(logBinomialLowerTail(k, n, p)).toBeCloseTo(expected, 9);
  });

  it('is certain of at least nothing and excludes more than all', () => {
    expect(logBinomialUpperTail(0, 5, 0.2)).toBe(0);
    expect(logBinomialUpperTail(6, 5, 0.2)).toBe(-Infinity);
    expect(logBinomialUpperTail(5, 5, 0.2)).toBeCloseTo(5 * Math.log(0.2), 12);
  });

  it('falls as the count grows', () => {
    const tails = Array.from({ length: 61 }, (_, k) => logBinomialUpperTail(k, 60, 0.3));
    tails.slice(1).forEach((tail, i) => expect(tail).toBeLessThan(tails[i] ?? 0));
  });
});
