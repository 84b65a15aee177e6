import { growthRate } from '@checkride/statistics/promotion/growth-rate';
import type { Scenery } from './scenery.js';

/** ln 329 + ln 36 + ln 7: first start, one of nine core streams, seven odds (judge §4 G4). */
const NATS = 11.3;
/** What the scorer multiplies an information floor by. */
export const FLOOR_STAR = 3;

/** Declared true rates of a contrast: control's rate of bad outcomes, odds ratio, margin, candidate's share, delay of truth. */
export interface TrueRates {
  readonly rate: number;
  readonly odds: number;
  readonly margin?: number;
  readonly share: number;
  /** Minutes until the outcome counts. */
  readonly delay: number;
}

/**
 * Information floor in minutes of a contrast from its declared rates: label delay + base window + 11.3/(g · candidate
 * units a minute) is floor*, of which the floor is a third.
 */
export function contrastFloor(
  scenery: Scenery,
  { rate, odds, margin = 1.1, share, delay }: TrueRates,
): number {
  const g = growthRate({ controlRate: rate, odds, margin, candidateShare: share });
  const units = share * unitsAMinute(scenery);
  const star = odds <= margin ? Infinity : delay + scenery.baseMinutes + NATS / (g * units);
  return star / FLOOR_STAR;
}

/** Units that can enter a contrast a minute: answers, or the units a day brings when each counts once in it. */
export function unitsAMinute({ byUnit, perMinute, population }: Scenery): number {
  if (!byUnit) return perMinute;
  const day = perMinute * 1_440;
  const weights = population.units.map((_, i) => (i + 3) ** -1.1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const seen = weights.reduce((sum, weight) => sum + 1 - Math.exp((-day * weight) / total), 0);
  return seen / 1_440;
}

/** Floor of what a detector sees in a few windows. */
export const windowsFloor = ({ baseMinutes }: Scenery, windows: number): number =>
  (windows * baseMinutes) / FLOOR_STAR;

const LOG_YEAR = 14;
const LOG_WATCH = 13.5;
const HEAVIEST_BET = 0.8;
const SLO = 0.01;

const windowsToLevel = (share: number, level: number): number =>
  1 + level / Math.log1p(HEAVIEST_BET * Math.max(0.01, share / SLO - 1));

/** Floor of a break of a service level: a share of bad answers against an objective of 1 % (judge §3.8). */
export const sloFloor = (scenery: Scenery, share: number): number =>
  windowsFloor(scenery, windowsToLevel(share, LOG_YEAR));

/** Floor of a break seen by detectors that started with a change (judge §3.7). */
export const timingFloor = (scenery: Scenery, share: number): number =>
  windowsFloor(scenery, windowsToLevel(share, LOG_WATCH));
