import { binIndex } from './grid.js';

/** Rows per bin of a grid (edges + 1 bins); rows that are not numbers are missing values, counted elsewhere. */
export function binCounts(edges: readonly number[], values: readonly number[]): number[] {
  const counts = new Array<number>(edges.length + 1).fill(0);
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    const bin = binIndex(edges, value);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

/** Rows per known category, in the order given, and in the last place all others. */
export function categoryCounts(categories: readonly string[], values: readonly string[]): number[] {
  const place = new Map(categories.map((category, i) => [category, i]));
  const counts = new Array<number>(categories.length + 1).fill(0);
  for (const value of values) {
    const bin = place.get(value) ?? categories.length;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

/** Counts of two sets of rows on the same grid, pooled. */
export function mergeCounts(a: readonly number[], b: readonly number[]): number[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => (a[i] ?? 0) + (b[i] ?? 0));
}

/** Sum of the counts. */
export function totalOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
