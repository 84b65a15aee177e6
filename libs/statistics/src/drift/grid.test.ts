import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { binCounts } from './bin-counts.js';
import { binIndex, freezeGrid } from './grid.js';

const ramp = (n: number) => Array.from({ length: n }, (_, i) => i);

describe('frozen grid', () => {
  it('continuous rows get 31 quantiles and 8 tail quantiles', () => {
    const edges = freezeGrid(ramp(100_000));
    expect(edges).toHaveLength(39);
    expect([edges[0], edges[4], edges[19], edges.at(-1)]).toEqual([99, 3124, 49999, 99899]);
  });

  it('a zero-inflated feature keeps its zeros in a bin of their own', () => {
    const rows = [...new Array<number>(4000).fill(0), ...ramp(6000).map((i) => -3 + i / 1000)];
    const edges = freezeGrid(rows);
    const zeros = binIndex(edges, 0);
    expect(binIndex(edges, -1e-9)).toBe(zeros - 1);
    expect(binIndex(edges, 1e-9)).toBe(zeros + 1);
  });

  it('bins a value alike as a double and as the float32 that is stored', () => {
    fc.assert(
      fc.property(fc.double({ min: -1000, max: 1000, noNaN: true }), (value) => {
        const rows = [
          ...new Array<number>(100).fill(value),
          ...ramp(50).map((i) => value + 0.3 + i),
          ...ramp(50).map((i) => value - 0.3 - i),
        ];
        const edges = freezeGrid(rows);
        expect(binIndex(edges, Math.fround(value))).toBe(binIndex(edges, value));
      }),
    );
  });

  it('never exceeds 48 edges, and they ascend', () => {
    const value = fc.oneof(
      fc.integer({ min: 0, max: 45 }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 400 }), (rows) => {
        const edges = freezeGrid(rows);
        expect(edges.length).toBeLessThanOrEqual(48);
        edges.slice(1).forEach((edge, i) => expect(edge).toBeGreaterThan(edges[i] ?? Infinity));
      }),
    );
  });

  it('a constant feature is one bin between two', () => {
    const edges = freezeGrid(new Array<number>(30).fill(1));
    expect(binCounts(edges, [1, 1, 0, 2])).toEqual([1, 2, 1]);
  });

  it('no finite rows, no edges; missing values are not counted, infinities go to the ends', () => {
    expect(freezeGrid([NaN, Infinity])).toEqual([]);
    expect(binCounts([0, 1], [NaN, -Infinity, 0, 0.5, 1, Infinity])).toEqual([1, 2, 2]);
  });
});
