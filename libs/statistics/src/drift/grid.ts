import { orderStatistic } from '../numerics/quantile.js';
import { lowerSide, upperSide } from './float-sides.js';

const MAIN_QUANTILES = Array.from({ length: 31 }, (_, i) => (i + 1) / 32);
const TAIL_QUANTILES = [0.001, 0.005, 0.01, 0.02, 0.98, 0.99, 0.995, 0.999] as const;
const POINT_MASS = 0.02;
const MOST_EDGES = 48;

function pointMasses(sorted: readonly number[]): number[] {
  const masses: { value: number; rows: number }[] = [];
  for (let start = 0, end = 1; start < sorted.length; start = end, end++) {
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    if (end - start > POINT_MASS * sorted.length)
      masses.push({ value: sorted[start] ?? 0, rows: end - start });
  }
  return masses.sort((a, b) => b.rows - a.rows || a.value - b.value).map(({ value }) => value);
}

/**
 * Ascending edges frozen from a reference: 31 quantiles, 8 tail quantiles, and both sides of every point mass above
 * 2 %, the heaviest first while at most 48 edges stand (protocols §3). Bin i holds edges[i−1] ≤ x < edges[i]; the
 * outer bins are open. Edges hold for a value stored as float32 as well. Only finite rows count; no rows, no edges.
 */
export function freezeGrid(reference: readonly number[]): number[] {
  const sorted = reference.filter(Number.isFinite).sort((a, b) => a - b);
  if (sorted.length === 0) return [];
  const edges = new Set(
    [...MAIN_QUANTILES, ...TAIL_QUANTILES].map((probability) =>
      lowerSide(orderStatistic(sorted, probability)),
    ),
  );
  for (const value of pointMasses(sorted)) {
    for (const side of [lowerSide(value), upperSide(value)]) if (edges.size < MOST_EDGES) edges.add(side);
  }
  return [...edges].sort((a, b) => a - b);
}

/** Index of the bin that holds x: the number of edges at or below it. */
export function binIndex(edges: readonly number[], x: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edges[middle] ?? Infinity) <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}
