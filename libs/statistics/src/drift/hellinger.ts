import { inverseSizes, occupiedBins } from './distribution-pair.js';
import type { DistributionPair } from './distribution-pair.js';
import { proportions } from './proportions.js';

/** Hellinger distance ‖√r − √c‖/√2, 0 … 1; no smoothing needed. */
export function hellinger(pair: DistributionPair): number {
  const current = proportions(pair.current);
  const squares = proportions(pair.reference).reduce(
    (sum, r, i) => sum + (Math.sqrt(r) - Math.sqrt(current[i] ?? 0)) ** 2,
    0,
  );
  return Math.sqrt(squares / 2);
}

/** Root mean squared distance without drift: its square is an eighth of the chi-square distance to first order. */
export function hellingerNoise(pair: DistributionPair): number {
  return Math.sqrt(((occupiedBins(pair) - 1) * inverseSizes(pair)) / 8);
}
