import { ALL_REGIONS, type CohortCell } from '../../report/cells.js';
import type { Window } from '../../window.js';
import type { JudgedBatch } from './champion-risk.js';
import { DAY_MS } from './policy.js';
import { regional } from './regions.js';

/** Matured labelled rows made in a stretch of event time, and the champion's loss beyond what its scores promised. */
export type MaturedStretch = readonly [from: number, until: number, rows: number, excess: number];

/** Stretches of an hour for three days, of a day before that, 90 days in all; oldest first. */
export type MaturedRows = readonly MaturedStretch[];

const FINE_MS = 3 * DAY_MS;
const KEPT_MS = 90 * DAY_MS;
const HOUR_MS = 3_600_000;
const micro = (value: number): number => Math.round(value * 1e6) / 1e6;

/** Adds matured rows of all live versions, and the excess of judged batches. */
export function observeMaturedRows(
  stretches: MaturedRows,
  cohorts: readonly CohortCell[],
  judged: readonly JudgedBatch[],
): MaturedRows {
  const grown = new Map(stretches.map((stretch) => [stretch[0], stretch]));
  const add = (at: number, rows: number, excess: number): void => {
    const found = [...grown.values()].find(([from, until]) => from <= at && at < until);
    const from = found?.[0] ?? Math.floor(at / HOUR_MS) * HOUR_MS;
    const [, until, n, sum] = found ?? [from, from + HOUR_MS, 0, 0];
    grown.set(from, [from, until, n + rows, micro(sum + excess)]);
  };
  for (const { role, over, labelled } of regional(cohorts))
    if (role !== 'shadow' && labelled > 0) add(over[0], labelled, 0);
  for (const { place, from, loss, expectedByScore } of judged)
    if (place === ALL_REGIONS) add(from, 0, loss - expectedByScore);
  return coarsen([...grown.values()].sort(([a], [b]) => a - b));
}

function coarsen(stretches: readonly MaturedStretch[]): MaturedRows {
  const newest = stretches.at(-1)?.[1] ?? 0;
  const coarse: MaturedStretch[] = [];
  for (const stretch of stretches) {
    const [from, until, rows, excess] = stretch;
    const last = coarse.at(-1);
    const sameDay = last && Math.floor(last[0] / DAY_MS) === Math.floor(from / DAY_MS);
    if (from < newest - KEPT_MS) continue;
    if (sameDay && until <= newest - FINE_MS)
      coarse[coarse.length - 1] = [last[0], until, last[2] + rows, micro(last[3] + excess)];
    else coarse.push(stretch);
  }
  return coarse;
}

/** Rows and excess loss of stretches that begin at or after a moment, quarantined stretches left out. */
export function maturedSince(
  stretches: MaturedRows,
  from: number,
  quarantined: readonly Window[],
): { rows: number; excess: number } {
  const free = stretches.filter(
    ([start, until]) => start >= from && !quarantined.some((range) => start < range[1] && range[0] < until),
  );
  return {
    rows: free.reduce((sum, [, , rows]) => sum + rows, 0),
    excess: free.reduce((sum, [, , , excess]) => sum + excess, 0),
  };
}
