import { ODDS_MULTIPLES } from '../contrast/odds-contrast.js';

/** Odds ratios that must have been seen before leaving the first, second and third step, then any step above 50 %. */
const EXPOSURE_LADDER = { steps: [10, 5, 3], aboveHalf: 2 } as const;

/** Inputs of the exposure a step needs: share of α for a pause, stream × epoch weight, g(ψ) in nats a candidate unit. */
export interface ExposureQuestion {
  readonly alphaPause: number;
  readonly weight: number;
  readonly growth: number;
}

/** Candidate units needed, cumulative over the release: (ln 1/α′ + ln 1/w + ln 7)/g(ψ), rounded up (judge §3.10). */
export function exposureNeeded({ alphaPause, weight, growth }: ExposureQuestion): number {
  return Math.ceil((-Math.log(alphaPause) - Math.log(weight) + Math.log(ODDS_MULTIPLES.length)) / growth);
}

/**
 * The odds ratio to have seen before leaving step `step` (0-based) for `nextShare`; undefined where the ladder asks
 * for nothing (fourth step and later, up to 50 %). A step above 50 % asks for 2× whatever its number.
 */
export function oddsToSee(step: number, nextShare: number): number | undefined {
  return nextShare > 0.5 ? EXPOSURE_LADDER.aboveHalf : EXPOSURE_LADDER.steps[step];
}
