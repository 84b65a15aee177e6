import { chiSquare, chiSquareNoise } from './drift/chi-square.js';
import type { DistributionPair } from './drift/distribution-pair.js';
import { hellinger, hellingerNoise } from './drift/hellinger.js';
import { jensenShannon, jensenShannonNoise } from './drift/jensen-shannon.js';
import { kolmogorovSmirnov, kolmogorovSmirnovNoise } from './drift/kolmogorov-smirnov.js';
import { populationStability, populationStabilityNoise } from './drift/population-stability.js';
import { totalVariation, totalVariationNoise } from './drift/total-variation.js';
import { wasserstein, wassersteinNoise } from './drift/wasserstein.js';

/** What a distance may be asked about. */
export type FeatureKind = 'numeric' | 'categorical';

/** One way of saying how far two sets of rows are apart, and what it shows on average when they are not. */
export interface DriftDistance {
  readonly kinds: readonly FeatureKind[];
  readonly distance: (pair: DistributionPair) => number;
  readonly noiseFloor: (pair: DistributionPair) => number;
}

const BOTH: readonly FeatureKind[] = ['numeric', 'categorical'];
const NUMERIC: readonly FeatureKind[] = ['numeric'];

/** Every drift distance under the name it has in contracts, panes and views. */
export const DRIFT_DISTANCES = {
  population_stability: { kinds: BOTH, distance: populationStability, noiseFloor: populationStabilityNoise },
  jensen_shannon: { kinds: BOTH, distance: jensenShannon, noiseFloor: jensenShannonNoise },
  hellinger: { kinds: BOTH, distance: hellinger, noiseFloor: hellingerNoise },
  total_variation: { kinds: BOTH, distance: totalVariation, noiseFloor: totalVariationNoise },
  chi_square: { kinds: BOTH, distance: chiSquare, noiseFloor: chiSquareNoise },
  kolmogorov_smirnov: { kinds: NUMERIC, distance: kolmogorovSmirnov, noiseFloor: kolmogorovSmirnovNoise },
  wasserstein: { kinds: NUMERIC, distance: wasserstein, noiseFloor: wassersteinNoise },
} as const satisfies Record<string, DriftDistance>;
