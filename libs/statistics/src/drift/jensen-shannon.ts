import { inverseSizes, occupiedBins } from './distribution-pair.js';
import type { DistributionPair } from './distribution-pair.js';
import { proportions } from './proportions.js';

/** Jensen–Shannon distance in base 2: the square root of the divergence, 0 … 1; no smoothing needed (Lin 1991). */
export function jensenShannon(pair: DistributionPair): number {
  const current = proportions(pair.current);
  const nats = proportions(pair.reference).reduce((sum, r, i) => {
    const c = current[i] ?? 0;
    return sum + towardsMiddle(r, c) + towardsMiddle(c, r);
  }, 0);
  return Math.sqrt(Math.max(0, nats / 2 / Math.LN2));
}

function towardsMiddle(share: number, other: number): number {
  return share === 0 ? 0 : share * Math.log((2 * share) / (share + other));
}

/** Root mean divergence without drift: the divergence in nats is an eighth of the chi-square distance to first order. */
export function jensenShannonNoise(pair: DistributionPair): number {
  return Math.sqrt(((occupiedBins(pair) - 1) * inverseSizes(pair)) / 8 / Math.LN2);
}
