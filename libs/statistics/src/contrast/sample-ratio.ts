import { roundLog } from '../numerics/fixed.js';

/** Units of one window and stratum: all of them, and those the candidate got. */
export interface ShareCounts {
  readonly units: number;
  readonly candidate: number;
}

const ODDS_BEYOND = [1.1, 1.25, 1.5, 2, 4] as const;
const BAND = 0.1;

function logLikelihoodRatio(counts: ShareCounts, edge: number, odds: number): number {
  const alternative = (odds * edge) / (1 - edge + odds * edge);
  const hit = counts.candidate * Math.log(alternative / edge);
  const missed = (counts.units - counts.candidate) * Math.log((1 - alternative) / (1 - edge));
  return roundLog(hit + missed);
}

/**
 * Log factors against the null |share − plan| ≤ 10 % of plan, for `updateSpawning`: per band edge that leaves
 * room, likelihood ratios of odds 1.1 … 4 times beyond it, upwards and downwards (judge §3.4). Empty for a plan
 * of 0 or 1. Alarm when the evidence reaches `sampleRatioLevel`.
 */
export function sampleRatioLogFactors(counts: ShareCounts, plan: number): number[] {
  if (plan <= 0 || plan >= 1) return [];
  const lower = plan * (1 - BAND);
  const upper = plan * (1 + BAND);
  const below = ODDS_BEYOND.map((odds) => logLikelihoodRatio(counts, lower, 1 / odds));
  const above = upper < 1 ? ODDS_BEYOND.map((odds) => logLikelihoodRatio(counts, upper, odds)) : [];
  return [...below, ...above];
}

/** ln(strata/α′): every stratum has its own process, so the error rate is split among them. */
export function sampleRatioLevel(strata: number, alpha: number): number {
  return Math.log(strata / alpha);
}
