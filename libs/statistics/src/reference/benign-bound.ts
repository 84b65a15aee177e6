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
  /** Mean + 3 SE, or more SE over fewer than seven days. */
  readonly upper: number;
  readonly tolerated: number;
  readonly proven: boolean;
}

const DAYS = 7;

/** Standard errors that keep the chance 3 of them have over seven days (Student's t, 1.20 % one-sided) over fewer. */
const FEWER_DAYS: Readonly<Record<number, number>> = { 3: 6.34, 4: 4.24, 5: 3.54, 6: 3.2 };
const STANDARD_ERRORS = 3;

/**
 * T19: proven benign when the 7-day mean + 3 SE clustered by day is at most the mean tolerated risk (against r_t, or
 * E_cond's for T12). Needs `least` days with units; of fewer than seven it asks for as many more SE as make it as
 * sure. Asymptotic, so it triggers no action of its own.
 */
export function benignBound(days: readonly BenignDay[], least: number = DAYS): BenignBound {
  const { n, clusters, mean, standardError } = clusteredMean(days);
  const tolerated = days.reduce((sum, day) => sum + day.n * day.tolerated, 0) / n;
  const errors = clusters >= DAYS ? STANDARD_ERRORS : (FEWER_DAYS[clusters] ?? Infinity);
  return {
    mean,
    standardError,
    upper: mean + errors * standardError,
    tolerated,
    proven: clusters >= least && mean + errors * standardError <= tolerated,
  };
}
