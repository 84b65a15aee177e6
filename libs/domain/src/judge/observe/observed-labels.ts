import { FIXED_POINT_UNIT } from '@checkride/statistics/numerics/fixed';
import type { ModelContract } from '../../contract/contract.js';
import { ALL_REGIONS, type CohortCell } from '../../report/cells.js';
import type { Champion } from './ledger.js';

/**
 * The champion's labels by the period they are about and the period they were observed in: rows of [event period, then
 * by age in periods labels, positives and loss in thousandths, flat], oldest first. A period is `period` ms.
 */
export interface ObservedLabels {
  readonly version: string | null;
  readonly period: number;
  readonly rows: readonly (readonly number[])[];
}

/** No label yet. */
export const OBSERVED_START: ObservedLabels = { version: null, period: 0, rows: [] };

/** Labels of one event period observed in one period. */
export interface ObservedCell {
  readonly event: number;
  readonly observed: number;
  readonly n: number;
  readonly positives: number;
  /** Sum of the risk loss. */
  readonly loss: number;
}

const HOUR_MS = 3_600_000;
/** Periods in which labels of one event period may be observed: a maturity. */
export const LABEL_AGES = 12;
const PERIODS_KEPT = 120;
const MILLI = 1_000;

/** Length of a period: a twelfth of the age at which labels are mature, in whole cohorts. */
function periodOf({ labels }: ModelContract): number {
  if (!labels) return HOUR_MS;
  const cohort = Math.max(labels.batch_ms, HOUR_MS);
  return cohort * Math.max(1, Math.ceil(labels.mature_after_ms / LABEL_AGES / cohort));
}

/** Adds matured cohorts of the champion; another champion, or another length of a period, starts anew. */
export function observeWhenSeen(
  before: ObservedLabels,
  champion: Champion | null,
  cohorts: readonly CohortCell[],
  contract: ModelContract,
): ObservedLabels {
  if (!champion) return before;
  const own = cohorts.filter(
    ({ version, role, region, over, observed }) =>
      version === champion.version &&
      role !== 'shadow' &&
      region === ALL_REGIONS &&
      over[0] >= champion.since &&
      observed.length > 0,
  );
  if (own.length === 0) return before;
  const period = periodOf(contract);
  const same = before.version === champion.version && before.period === period;
  const rows = new Map((same ? before.rows : []).map((row) => [row[0] ?? 0, row]));
  for (const { over, observed } of own) {
    const event = Math.floor(over[0] / period);
    const row = [...(rows.get(event) ?? [event])];
    for (const [hour, n, positives, loss] of observed) {
      const age = Math.min(LABEL_AGES, Math.max(0, Math.floor(hour / period) - event));
      while (row.length < 1 + 3 * (age + 1)) row.push(0);
      const counts = [n, positives, Math.round(loss / (FIXED_POINT_UNIT / MILLI))];
      for (const [i, count] of counts.entries()) row[1 + 3 * age + i] = (row[1 + 3 * age + i] ?? 0) + count;
    }
    rows.set(event, row);
  }
  const kept = [...rows.values()].sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0)).slice(-PERIODS_KEPT);
  return { version: champion.version, period, rows: kept };
}

/** The cells that hold labels. */
export const observedCells = ({ rows }: ObservedLabels): ObservedCell[] =>
  rows.flatMap((row) =>
    Array.from({ length: (row.length - 1) / 3 }, (_, age) => ({
      event: row[0] ?? 0,
      observed: (row[0] ?? 0) + age,
      n: row[1 + 3 * age] ?? 0,
      positives: row[2 + 3 * age] ?? 0,
      loss: (row[3 + 3 * age] ?? 0) / MILLI,
    })).filter(({ n }) => n > 0),
  );
