import { upperRegularizedGamma } from '../numerics/regularized-gamma.js';
import { totalOf } from './bin-counts.js';
import { occupiedBins } from './distribution-pair.js';
import type { DistributionPair } from './distribution-pair.js';

/** Pearson's two-sample chi-square: both rows of the 2 × bins table against their pooled shares; a new category is finite evidence. */
export function chiSquare(pair: DistributionPair): number {
  const n = totalOf(pair.reference);
  const m = totalOf(pair.current);
  if (n === 0 || m === 0) return 0;
  return pair.reference.reduce((sum, r, i) => {
    const c = pair.current[i] ?? 0;
    return r + c === 0 ? sum : sum + (m * r - n * c) ** 2 / (n * m * (r + c));
  }, 0);
}

/** Its mean without drift: the degrees of freedom, occupied bins − 1. */
export function chiSquareNoise(pair: DistributionPair): number {
  return occupiedBins(pair) - 1;
}

/** P(χ² ≥ statistic) at that many degrees of freedom; 1 without any. */
export function chiSquarePValue(statistic: number, degrees: number): number {
  return degrees < 1 ? 1 : upperRegularizedGamma(degrees / 2, statistic / 2);
}
