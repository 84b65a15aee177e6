import { describe, expect, it } from '@jest/globals';
import { normalQuantile } from '../numerics/normal.js';
import { LATENCY_SCALE, logBinIndex, logBinQuantile } from './log-bins.js';

const binned = (values: readonly number[]) => {
  const counts = new Array<number>(LATENCY_SCALE.count).fill(0);
  for (const value of values) counts[logBinIndex(value, LATENCY_SCALE)]! += 1;
  return counts;
};

describe('quantiles from 128 log bins', () => {
  it('p50, p95 and p99 of a log-normal latency within 2 %', () => {
    const values = Array.from({ length: 20_000 }, (_, i) =>
      Math.exp(3 + 0.7 * normalQuantile((i + 0.5) / 20_000)),
    );
    const counts = binned(values);
    // scipy norm.ppf: 0, 1.6448536, 2.3263479
    for (const [probability, z] of [
      [0.5, 0],
      [0.95, 1.6448536],
      [0.99, 2.3263479],
    ] as const) {
      const exact = Math.exp(3 + 0.7 * z);
      expect(Math.abs((logBinQuantile(counts, probability, LATENCY_SCALE) ?? NaN) / exact - 1)).toBeLessThan(
        0.02,
      );
    }
  });

  it('covers a quarter of a millisecond to a minute, with open ends', () => {
    const bins = [-1, NaN, 0.2, 0.25, 0.5, 65_000, 65_536, 1e9].map((value) =>
      logBinIndex(value, LATENCY_SCALE),
    );
    expect(bins).toEqual([0, 0, 0, 1, 8, 126, 127, 127]);
  });

  it('has no quantile without rows', () => {
    expect(logBinQuantile(binned([]), 0.5, LATENCY_SCALE)).toBeNull();
  });
});
