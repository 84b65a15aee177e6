import { defineQuery } from '../query.js';
import { plans, RANGE_TYPES } from './pane-parts.js';
import type { PaneParams } from './pane-parts.js';

/** Answers of one window (start, ms) that came too late for it, by version and region. */
export interface LateRow {
  readonly model: string;
  readonly window: number;
  readonly version: string;
  readonly revision: number;
  readonly region: string;
  readonly n: number;
}

/** Late live answers of windows whose lateness is due, without late copies of on-time ones, in canonical order. */
export const readLate = defineQuery<PaneParams, LateRow>({
  name: 'read-late',
  sql: `
WITH ${plans(['segment_values', 'region_place', 'base_ms', 'lateness_ms', 'slow_lag_ms'])},
tardy AS (
  SELECT model, window_start, prediction_id, version, arm, route_revision, segments, appended_at FROM predictions FINAL
  WHERE late = true AND model IN {models:Array(String)}
    AND window_start >= toDateTime({from:UInt32}, 'UTC') AND window_start < toDateTime({until:UInt32}, 'UTC')
)
SELECT l.model AS model, toUInt64(toUInt32(l.window_start)) * 1000 AS window, l.version AS version, l.route_revision AS revision,
  if(region_place = 0, 'all', if(empty(segment_values[region_place]) OR has(segment_values[region_place], l.segments[region_place]), l.segments[region_place], 'other')) AS region,
  count() AS n
FROM tardy AS l
INNER JOIN plans ON l.model = plan_model
WHERE toUInt32(l.window_start) >= since AND toUInt32(l.window_start) < upto AND l.arm = 'live'
  AND toUnixTimestamp64Milli(l.appended_at) < toInt64(toUInt32(l.window_start)) * 1000 + base_ms + lateness_ms + slow_lag_ms
  AND (l.model, l.window_start, l.prediction_id, l.version, l.arm) NOT IN (
    SELECT model, window_start, prediction_id, version, arm FROM predictions
    WHERE late = false AND (model, window_start, prediction_id) IN (SELECT model, window_start, prediction_id FROM tardy)
      AND window_start >= toDateTime({from:UInt32}, 'UTC') AND window_start < toDateTime({until:UInt32}, 'UTC')
  )
GROUP BY model, window, version, revision, region
ORDER BY model, window, version, revision, region`,
  params: RANGE_TYPES,
  row: (raw) => raw as unknown as LateRow,
});
