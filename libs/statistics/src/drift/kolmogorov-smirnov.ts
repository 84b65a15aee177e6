import { cumulativeAtEdges } from './cumulative.js';
import { inverseSizes } from './distribution-pair.js';
import type { DistributionPair } from './distribution-pair.js';

/** Mean of Kolmogorov's limit law, sqrt(π/2)·ln 2. */
const KOLMOGOROV_MEAN = Math.sqrt(Math.PI / 2) * Math.LN2;

/** Kolmogorov–Smirnov distance max |F − G| at the grid's edges: never above the exact one, and at it on data that lie on the bins. */
export function kolmogorovSmirnov(pair: DistributionPair): number {
  const current = cumulativeAtEdges(pair.current);
  return cumulativeAtEdges(pair.reference).reduce(
    (most, f, i) => Math.max(most, Math.abs(f - (current[i] ?? 0))),
    0,
  );
}

/** Its mean without drift for continuous data, .8687·sqrt(1/n + 1/m); an upper bound on binned ones. */
export function kolmogorovSmirnovNoise(pair: DistributionPair): number {
  return KOLMOGOROV_MEAN * Math.sqrt(inverseSizes(pair));
}
