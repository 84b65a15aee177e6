import { FLOOR_STAR } from './floors.js';
import type { Scenery } from './scenery.js';

/** Risk above this times the profile's is harm by the default tolerance of 10 %. */
export const TOLERATED = 1.1;
/** ln A of a year of batches and a handful of places (judge §3.2), and labels a batch holds. */
const LOG_ALARM = 9.5;
const BATCH = 400;
const SUB_BATCHES = 8;
const HEAVIEST_BET = 0.8;
/** Batches that a capped log factor takes at least. */
const LEAST_BATCHES = 3;

/** Information floor (a third of floor*) of a risk that stands at `relative` times the profile's. */
export function riskFloor({ perMinute, labelsBy, baseMinutes }: Scenery, relative: number): number {
  const excess = relative / TOLERATED - 1;
  if (excess <= 0) return Infinity;
  const perBatch = SUB_BATCHES * Math.log1p(HEAVIEST_BET * excess) * 0.8;
  const batches = Math.max(LEAST_BATCHES, LOG_ALARM / perBatch);
  const star = labelsBy + 2 * baseMinutes + batches * Math.max(baseMinutes, BATCH / perMinute);
  return star / FLOOR_STAR;
}
