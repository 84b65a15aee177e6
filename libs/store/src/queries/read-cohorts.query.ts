import { defineQuery } from '../query.js';
import { COHORT_DUE } from './matured-rows.js';
import { plans, RANGE_TYPES } from './pane-parts.js';
import type { PaneParams } from './pane-parts.js';

/** Matured truth of one hour (start, ms) of one version in one region; losses are fixed point 1e9. */
export interface CohortRow {
  readonly model: string;
  readonly hour: number;
  readonly version: string;
  readonly role: string;
  readonly region: string;
  readonly n: number;
  readonly labelled: number;
  readonly positives: number;
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
  readonly log_loss: number;
  readonly brier: number;
  readonly batch_n: readonly number[];
  readonly batch_loss: readonly number[];
  readonly bin_n: readonly number[];
  readonly bin_loss: readonly number[];
  readonly score_positives: readonly number[];
  readonly score_negatives: readonly number[];
  /** Labels that came, positive ones and their risk loss, by age in whole hours when they were observed. */
  readonly delays: Readonly<Record<string, number>>;
  readonly delay_positives: Readonly<Record<string, number>>;
  readonly delay_losses: Readonly<Record<string, number>>;
  /** Predictions by route revision. */
  readonly revisions: Readonly<Record<string, number>>;
}

/** Label hours of live answers in whole cohorts, as known when due, over all and by region, in canonical order. */
export const readCohorts = defineQuery<PaneParams, CohortRow>({
  name: 'read-cohorts',
  sql: `
WITH ${plans(['segment_names', 'region_place', 'base_ms', 'lateness_ms', 'slow_lag_ms', 'mature_ms', 'batch_ms'])}
SELECT h.model AS model, toUInt64(toUInt32(h.hour)) * 1000 AS hour_ms, version, role,
  if(segment = 'all', 'all', substring(segment, length(segment_names[region_place]) + 2)) AS region, n, labelled, positives,
  tp, fp, fn, tn, log_loss, brier, batch_n, batch_loss, bin_n, bin_loss, score_positives, score_negatives,
  delays, delay_positives, delay_losses, revisions
FROM (
  SELECT * FROM label_hours FINAL
  WHERE model IN {models:Array(String)}
    AND hour >= toDateTime({from:UInt32}, 'UTC') AND hour < toDateTime({until:UInt32}, 'UTC')
) AS h
INNER JOIN plans ON h.model = plan_model AND h.grid = plans.grid
WHERE toUInt32(hour) >= since AND toUInt32(hour) < upto AND arm = 'live'
  AND toUnixTimestamp64Milli(known_at) = toInt64(${COHORT_DUE})
  AND (segment = 'all' OR (region_place > 0 AND startsWith(segment, concat(segment_names[region_place], '='))))
ORDER BY model, hour_ms, version, segment`,
  params: RANGE_TYPES,
  row: ({ hour_ms, ...rest }) => ({ ...rest, hour: hour_ms }) as unknown as CohortRow,
});
