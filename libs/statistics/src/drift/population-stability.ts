import { inverseSizes } from './distribution-pair.js';
import type { DistributionPair } from './distribution-pair.js';
import { PANE_SMOOTHING, proportions } from './proportions.js';
import type { Smoothing } from './proportions.js';

/**
 * Population stability index Σ (r − c)·ln(r/c), symmetric, in nats. Numeric and categorical; the smoothing of empty
 * bins is part of the definition. Customary limits .1 and .2.
 */
export function populationStability(pair: DistributionPair, smoothing: Smoothing = PANE_SMOOTHING): number {
  const current = proportions(pair.current, smoothing);
  return proportions(pair.reference, smoothing).reduce((sum, r, i) => {
    const c = current[i] ?? 0;
    return r === c ? sum : sum + (r - c) * Math.log(r / c);
  }, 0);
}

/** What no drift at all shows on average: (bins − 1)(1/n + 1/m), the mean of the chi-square it tends to (Yurdakul 2018). */
export function populationStabilityNoise(pair: DistributionPair): number {
  return (pair.reference.length - 1) * inverseSizes(pair);
}
