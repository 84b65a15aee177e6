import { defineQuery } from '../query.js';
import { plans, RANGE_TYPES } from './pane-parts.js';
import type { PaneParams } from './pane-parts.js';

/** Revision 0 of a serving pane: one version in one region (`all`: everywhere) of one window (start in ms). */
export interface ServingRow {
  readonly model: string;
  readonly window: number;
  readonly version: string;
  readonly arm: 'live' | 'shadow';
  readonly role: string;
  readonly region: string;
  readonly n: number;
  readonly errors: number;
  readonly timeouts: number;
  readonly slow: number;
  readonly units: number;
  readonly positives: number;
  /** Counts by slot, the first slot first. */
  readonly num_missing: readonly number[];
  readonly num_outside: readonly number[];
  readonly num64_missing: readonly number[];
  readonly num64_outside: readonly number[];
  readonly cat_missing: readonly number[];
  readonly cat_unseen: readonly number[];
  readonly latency: readonly number[];
  /** Answers by route revision and by artifact digest. */
  readonly revisions: Readonly<Record<string, number>>;
  readonly artifacts: Readonly<Record<string, number>>;
  /** Answers by serving instance and by runtime. */
  readonly instances: Readonly<Record<string, number>>;
  readonly runtimes: Readonly<Record<string, number>>;
}

/** Revision 0 of the serving panes of the closing windows, over all and by region, in canonical order. */
export const readServing = defineQuery<PaneParams, ServingRow>({
  name: 'read-serving',
  sql: `
WITH ${plans(['segment_names', 'region_place', 'base_ms', 'lateness_ms'])}
SELECT s.model AS model, toUInt64(toUInt32(s.window_start)) * 1000 AS window, version, arm, role,
  if(segment = 'all', 'all', substring(segment, length(segment_names[region_place]) + 2)) AS region, n, errors, timeouts, slow,
  units, positives, num_missing, num_outside, num64_missing, num64_outside, cat_missing, cat_unseen, latency, revisions, artifacts, instances, runtimes
FROM (
  SELECT * FROM serving_windows FINAL
  WHERE model IN {models:Array(String)}
    AND window_start >= toDateTime({from:UInt32}, 'UTC') AND window_start < toDateTime({until:UInt32}, 'UTC')
) AS s
INNER JOIN plans ON s.model = plan_model AND s.grid = plans.grid
WHERE toUInt32(s.window_start) >= since AND toUInt32(s.window_start) < upto
  AND toUnixTimestamp64Milli(known_at) = toInt64(toUInt32(s.window_start)) * 1000 + base_ms + lateness_ms
  AND (segment = 'all' OR (region_place > 0 AND startsWith(segment, concat(segment_names[region_place], '='))))
ORDER BY model, window, version, arm, segment`,
  params: RANGE_TYPES,
  row: (raw) => raw as unknown as ServingRow,
});
