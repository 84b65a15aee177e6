import { describe, expect, it } from '@jest/globals';
import { deviationOfShares, scatterWith, type LabelScatter } from './label-scatter.js';

/** Windows of one phase, as labels and positives. */
const windows = (...cells: readonly (readonly [labelled: number, positives: number])[]): LabelScatter => ({
  phases: [
    cells.reduce((sum, [labelled]) => sum + labelled, 0),
    cells.reduce((sum, [, positives]) => sum + positives, 0),
  ],
  scatter: cells.reduce<LabelScatter['scatter']>(
    (sum, [labelled, positives]) => scatterWith(sum, { labelled, positives }),
    [0, 0],
  ),
});

describe('how far the share of positives of a window strays by itself', () => {
  it('by hand: 20 and 40 of 100 are √((2 − .3·.7) / 100) beyond what drawing labels explains', () => {
    expect(deviationOfShares(windows([100, 20], [100, 40]))).toBeCloseTo(Math.sqrt(1.79 / 100), 12);
  });

  it('is nothing where drawing labels explains all, or where each phase was met once', () => {
    expect(deviationOfShares(windows([100, 29], [100, 31]))).toBe(0);
    expect(deviationOfShares(windows([100, 20]))).toBe(0);
  });

  it('leaves out windows without labels', () => {
    expect(windows([100, 20], [0, 0]).scatter).toEqual([1, 4]);
  });
});
