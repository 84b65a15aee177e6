/** Matured units of one role, and those of them with the bad outcome. */
export interface RateCounts {
  readonly n: number;
  readonly k: number;
}

const DECIDE_AT = 5000;

/**
 * Half-width of the one-sided asymptotic confidence sequence (Waudby-Smith et al. 2021) after N units, for a mean
 * whose standard error is SE: sqrt(N·SE²·2(Nτ² + 1)/(Nτ)²·ln(1 + sqrt(Nτ² + 1)/(2a))), τ² tuned to be tightest near
 * 5 000 units. `a` is α′ × weight, below ½.
 */
export function sequenceHalfWidth(units: number, standardError: number, a: number): number {
  const tuning = -2 * Math.log(2 * a);
  const tauSquared = (tuning + Math.log(tuning + 1)) / DECIDE_AT;
  const scale = units * tauSquared + 1;
  const variance = units * standardError * standardError;
  return Math.sqrt(
    ((variance * 2 * scale) / (units * units * tauSquared)) * Math.log(1 + Math.sqrt(scale) / (2 * a)),
  );
}

/** Largest difference of rates that an odds ratio of ψ0 allows at control's rate p: p(1−p)(ψ0−1)/(1+p(ψ0−1)). */
export function allowedDifference(controlRate: number, margin: number): number {
  return (controlRate * (1 - controlRate) * (margin - 1)) / (1 + controlRate * (margin - 1));
}

/** Difference of rates, the sequence's upper end, what the margin allows, and whether that proves non-inferiority. */
export interface NonInferiority {
  readonly difference: number;
  readonly upper: number;
  readonly allowed: number;
  readonly proven: boolean;
}

/** Variance of a rate with one success and one failure added: a role without any bad outcome is not certain to have none. */
function rateVariance({ n, k }: RateCounts): number {
  const share = (k + 1) / (n + 2);
  return (share * (1 - share)) / n;
}

/** Non-inferiority of the candidate's rate (judge §3.10): asymptotic, so it may pause or promote, never roll back. */
export function nonInferiority(
  candidate: RateCounts,
  control: RateCounts,
  margin: number,
  a: number,
): NonInferiority {
  const controlRate = control.k / control.n;
  const difference = candidate.k / candidate.n - controlRate;
  const standardError = Math.sqrt(rateVariance(candidate) + rateVariance(control));
  const upper = difference + sequenceHalfWidth(candidate.n + control.n, standardError, a);
  const allowed = allowedDifference(controlRate, margin);
  return { difference, upper, allowed, proven: candidate.n > 0 && control.n > 0 && upper <= allowed };
}
