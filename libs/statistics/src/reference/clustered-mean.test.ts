import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clusteredMean } from './clustered-mean.js';

describe('mean clustered by day', () => {
  it('by hand: days of 10, 20, 30 rows with losses 1, 4, 4', () => {
    // mean 9/60 = .15; residuals (1 − 1.5, 4 − 3, 4 − 4.5)/60; variance 3/2 · 1.5/3600
    const { mean, standardError, clusters } = clusteredMean([
      { n: 10, sum: 1 },
      { n: 20, sum: 4 },
      { n: 30, sum: 4 },
      { n: 0, sum: 0 },
    ]);
    expect(mean).toBeCloseTo(0.15, 12);
    expect(standardError).toBeCloseTo(0.025, 12);
    expect(clusters).toBe(3);
  });

  it('with days of equal size it is the deviation of their means over sqrt(days)', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 20 }),
        (means) => {
          const centre = means.reduce((a, b) => a + b) / means.length;
          const deviation = Math.sqrt(
            means.reduce((sum, m) => sum + (m - centre) ** 2, 0) / (means.length - 1),
          );
          const { standardError } = clusteredMean(means.map((m) => ({ n: 50, sum: 50 * m })));
          expect(standardError).toBeCloseTo(deviation / Math.sqrt(means.length), 10);
        },
      ),
    );
  });

  it('one day supports no error bar', () => {
    expect(clusteredMean([{ n: 100, sum: 5 }]).standardError).toBe(Infinity);
  });
});
