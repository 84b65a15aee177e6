import { proportions } from './proportions.js';

/** Empirical distribution function at each edge: the share of rows below it; the last bin's 1 is left out. */
export function cumulativeAtEdges(counts: readonly number[]): number[] {
  let sum = 0;
  return proportions(counts)
    .slice(0, -1)
    .map((share) => (sum += share));
}
