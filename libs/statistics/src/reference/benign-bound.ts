import { clusteredMean } from './clustered-mean.js';
import type { ClusterSum } from './clustered-mean.js';

/** One of the last seven days: matured units, the sum of their losses, and the mean risk tolerated on it. */
export interface BenignDay extends ClusterSum {
  readonly tolerated: number;
}

/** The bound, what it must stay under, and whether it does. */
export interface BenignBound {
  readonly mean: number;
  readonly standardError: number;
  readonly tolerated: number;
  readonly proven: boolean;
}

const DAYS = 7;

/**
 * T19: proven benign when the 7-day mean + 3 SE clustered by day is at most the mean tolerated risk (against r_t, or
 * E_cond's for T12). Needs seven days with units; asymptotic, so it triggers no action.
 */
export function benignBound(days: readonly BenignDay[]): BenignBound {
  const { n, clusters, mean, standardError } = clusteredMean(days);
  const tolerated = days.reduce((sum, day) => sum + day.n * day.tolerated, 0) / n;
  return {
    mean,
    standardError,
    tolerated,
    proven: clusters >= DAYS && mean + 3 * standardError <= tolerated,
  };
}
