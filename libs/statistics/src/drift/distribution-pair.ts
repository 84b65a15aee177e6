import { totalOf } from './bin-counts.js';

/** Two sets of rows counted on the same bins. Numeric bins carry the grid's edges and the range seen in both sets. */
export interface DistributionPair {
  readonly reference: readonly number[];
  readonly current: readonly number[];
  readonly edges?: readonly number[];
  readonly low?: number;
  readonly high?: number;
}

/** 1/n + 1/m: the variance scale of every two-sample distance; infinite when a side is empty. */
export function inverseSizes(pair: DistributionPair): number {
  return 1 / totalOf(pair.reference) + 1 / totalOf(pair.current);
}

/** Bins in which either side has rows: empty ones carry neither distance nor noise. */
export function occupiedBins(pair: DistributionPair): number {
  return pair.reference.filter((count, i) => count + (pair.current[i] ?? 0) > 0).length;
}
