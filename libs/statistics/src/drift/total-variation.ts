import { inverseSizes } from './distribution-pair.js';
import type { DistributionPair } from './distribution-pair.js';
import { proportions } from './proportions.js';

const MEAN_OF_HALF_NORMAL = Math.sqrt(2 / Math.PI);

/** Total variation ½ Σ |r − c|: the share of rows that would have to move, 0 … 1. */
export function totalVariation(pair: DistributionPair): number {
  const current = proportions(pair.current);
  return proportions(pair.reference).reduce((sum, r, i) => sum + Math.abs(r - (current[i] ?? 0)), 0) / 2;
}

/** Its mean without drift, each bin's difference normal with variance r(1 − r)(1/n + 1/m). */
export function totalVariationNoise(pair: DistributionPair): number {
  const deviations = proportions(pair.reference).reduce((sum, r) => sum + Math.sqrt(r * (1 - r)), 0);
  return (MEAN_OF_HALF_NORMAL * deviations * Math.sqrt(inverseSizes(pair))) / 2;
}
