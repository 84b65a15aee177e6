import { benignBound, type BenignBound } from '@checkride/statistics/reference/benign-bound';
import { ALL_REGIONS } from '../../report/cells.js';
import { phaseOf } from '../phase.js';
import type { JudgedBatch } from './champion-risk.js';

/** Matured loss of one day: day, labels, sum of losses, sum of the loss tolerated (both rounded to 1e-6). */
export type BenignDayRow = readonly [day: number, labels: number, loss: number, tolerated: number];

/** The last eight days with matured units, oldest first; the newest is still being filled. */
export type BenignDays = readonly BenignDayRow[];

const DAYS_KEPT = 8;
const micro = (value: number): number => Math.round(value * 1e6) / 1e6;

/** Adds judged batches of all regions to the days they began in. */
export function observeBenignDays(
  days: BenignDays,
  batches: readonly JudgedBatch[],
  zone: string,
): BenignDays {
  let kept = days;
  for (const { place, from, labels, loss, toleratedByPhase } of batches) {
    if (place !== ALL_REGIONS) continue;
    const { day } = phaseOf(from, zone);
    const [, n, sum, limit] = kept.find(([known]) => known === day) ?? [day, 0, 0, 0];
    const grown: BenignDayRow = [day, n + labels, micro(sum + loss), micro(limit + toleratedByPhase)];
    kept = [...kept.filter(([known]) => known !== day), grown].sort(([a], [b]) => a - b).slice(-DAYS_KEPT);
  }
  return kept;
}

/** The bound over the seven full days before the newest one; undefined before there are seven. */
export function boundOfWeek(days: BenignDays): BenignBound | undefined {
  const full = days.slice(0, -1).slice(-7);
  if (full.length < 7) return undefined;
  return benignBound(full.map(([, n, sum, limit]) => ({ n, sum, tolerated: limit / n })));
}
