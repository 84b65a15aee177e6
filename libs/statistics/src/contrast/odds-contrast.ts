import { roundLog } from '../numerics/fixed.js';
import { highestCount, logNormalizer, lowestCount } from './noncentral-hypergeometric.js';
import type { TableMargins } from './noncentral-hypergeometric.js';

/** Units of one role in a window, and how many of them had the bad outcome. */
export interface RoleCounts {
  readonly n: number;
  readonly k: number;
}

/** The two roles inside one stratum (region × route revision) of one window. */
export interface StratumCounts {
  readonly candidate: RoleCounts;
  readonly control: RoleCounts;
}

/** Alternatives of the contrast as multiples of the margin ψ0 (judge §3.1). */
export const ODDS_MULTIPLES = [1.1, 1.25, 1.5, 2, 3, 5, 20] as const;

function marginsOf(stratum: StratumCounts): TableMargins {
  const { candidate, control } = stratum;
  return { candidate: candidate.n, control: control.n, total: candidate.k + control.k };
}

/** A window counts only if some stratum's margins leave the candidate's count open. */
export function isInformative(strata: readonly StratumCounts[]): boolean {
  return strata.some((stratum) => lowestCount(marginsOf(stratum)) < highestCount(marginsOf(stratum)));
}

/** ln e(ψ) from what is known of a stratum: its candidate's count, and ln Z at the margin and at ψ. */
const logFactor = (k: number, multiple: number, logAtMargin: number, logAtOdds: number): number =>
  roundLog(k * Math.log(multiple) + logAtMargin - logAtOdds);

/**
 * ln e(ψ) of one stratum, e(ψ) = (ψ/ψ0)^k_a · Z(ψ0)/Z(ψ): exact under randomisation for every odds ratio ≤ ψ0
 * (monotone likelihood ratio), whatever the base rate. Rounded to 1e-9.
 */
export function logOddsFactor(stratum: StratumCounts, margin: number, odds: number): number {
  const margins = marginsOf(stratum);
  return logFactor(
    stratum.candidate.k,
    odds / margin,
    logNormalizer(margins, margin),
    logNormalizer(margins, odds),
  );
}

/**
 * Log factors of one window, one per alternative of `ODDS_MULTIPLES`: the sum over its strata, rounded to 1e-9
 * again so that the order of the strata leaves no trace. `margin` is the odds ratio ψ0 still called harmless.
 */
export function contrastLogFactors(strata: readonly StratumCounts[], margin: number): number[] {
  const open = strata
    .filter((stratum) => isInformative([stratum]))
    .map((stratum) => ({ k: stratum.candidate.k, margins: marginsOf(stratum) }))
    // The same for all alternatives: it is computed once, not seven times.
    .map(({ k, margins }) => ({ k, margins, logAtMargin: logNormalizer(margins, margin) }));
  return ODDS_MULTIPLES.map((multiple) => {
    const odds = margin * multiple;
    return roundLog(
      open.reduce(
        (sum, { k, margins, logAtMargin }) =>
          sum + logFactor(k, odds / margin, logAtMargin, logNormalizer(margins, odds)),
        0,
      ),
    );
  });
}
