import { describe, expect, it } from '@jest/globals';
import { examineProbes, type ProbeAnswer, type ProbeBook } from './probe-book.js';

const FACTOR: Readonly<Record<string, number>> = { v6: 6, v7: 7 };

/** Rows 1 to 5 asked of a version in three regions; `maker` is the version that really answers in a region. */
const asked = (version: string, maker: (region: string) => string): ProbeAnswer[] =>
  ['central', 'east', 'west'].flatMap((region) =>
    [1, 2, 3, 4, 5].map((row) => ({
      row: String(row),
      version,
      region,
      instance: `${region}-1`,
      time: 1_000 * row,
      score: row * (FACTOR[maker(region)] ?? Number.NaN),
    })),
  );
const over = [0, 60_000] as const;
const NOTHING: ProbeBook = {};

describe('probes without artifacts', () => {
  it('find the region that answers otherwise than the others, and which known version does', () => {
    const before = examineProbes(
      NOTHING,
      over,
      asked('v6', () => 'v6'),
    );
    expect(before.cells.every(({ mismatches }) => mismatches === 0)).toBe(true);
    const { cells } = examineProbes(
      before.book,
      over,
      asked('v7', (region) => (region === 'west' ? 'v6' : 'v7')),
    );
    expect(cells.map(({ region, mismatches, answered_by }) => [region, mismatches, answered_by])).toEqual([
      ['central', 0, { v7: 5 }],
      ['east', 0, { v7: 5 }],
      ['west', 5, { v6: 5, v7: 0 }],
    ]);
  });

  it('hold later answers against what was agreed first, also when all regions change', () => {
    const { book } = examineProbes(
      NOTHING,
      over,
      asked('v7', () => 'v7'),
    );
    const { cells } = examineProbes(
      book,
      over,
      asked('v7', () => 'v6'),
    );
    expect(cells.map(({ mismatches }) => mismatches)).toEqual([5, 5, 5]);
  });

  it('conclude nothing while two regions disagree and no more are heard', () => {
    const two = asked('v7', (region) => (region === 'west' ? 'v6' : 'v7')).filter(
      ({ region }) => region !== 'central',
    );
    expect(examineProbes(NOTHING, over, two)).toEqual({ book: {}, cells: [] });
  });
});
