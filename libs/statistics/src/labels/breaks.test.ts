import { describe, expect, it } from '@jest/globals';
import { COVERAGE_START, isCoverageLow, updateCoverage } from './coverage.js';
import { isHardBreak } from './hard-break.js';

describe('hard break of labels', () => {
  it('a positive rate below a fifth or above five times the reference', () => {
    expect(isHardBreak(5, 1000, 0.1)).toBe(true);
    expect(isHardBreak(600, 1000, 0.1)).toBe(true);
    expect(isHardBreak(30, 1000, 0.1)).toBe(false);
    expect(isHardBreak(400, 1000, 0.1)).toBe(false);
  });

  it('a small batch without positives, or no batch at all, is not one', () => {
    expect(isHardBreak(0, 20, 0.1)).toBe(false);
    expect(isHardBreak(0, 0, 0.1)).toBe(false);
  });
});

it('no positives where there never were any is no break, whatever the size of the batch', () => {
  for (let labels = 1; labels <= 3_000; labels += 1) expect(isHardBreak(0, labels, 0)).toBe(false);
});

describe('coverage below expected', () => {
  const fold = (coverages: readonly number[], deviationOfDays = 0.01) =>
    coverages.reduce(
      (state, share) =>
        updateCoverage(state, { units: 1000, labelled: 1000 * share, expected: 0.9, deviationOfDays }),
      COVERAGE_START,
    );

  it('opens on two low batches running, by more than five points', () => {
    expect(isCoverageLow(fold([0.84, 0.84]))).toBe(true);
    expect(isCoverageLow(fold([0.84]))).toBe(false);
    expect(isCoverageLow(fold([0.84, 0.88, 0.84]))).toBe(false);
    expect(isCoverageLow(fold([0.86, 0.86]))).toBe(false);
  });

  it('scatter over days widens what is allowed, and empty batches do not count', () => {
    expect(isCoverageLow(fold([0.84, 0.84], 0.03))).toBe(false);
    const empty = { units: 0, labelled: 0, expected: 0.9, deviationOfDays: 0.01 };
    expect(updateCoverage({ lowBatches: 1 }, empty)).toEqual({ lowBatches: 1 });
  });
});
