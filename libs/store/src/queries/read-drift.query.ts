import { defineQuery } from '../query.js';
import { dueAt, ms, plans, RANGE_TYPES } from './pane-parts.js';
import type { PaneParams } from './pane-parts.js';

/** Values of one feature over one drift window (start, ms) in one region; of the score by version, of inputs together. */
export interface DriftRow {
  readonly model: string;
  readonly from: number;
  readonly region: string;
  readonly slots: 'score' | 'num' | 'num64' | 'cat';
  readonly slot: number;
  /** Empty for inputs. */
  readonly version: string;
  readonly nulls: number;
  readonly bins: readonly number[];
}

const driftRead = (table: string, column: string, knownAt: string): string => `
WITH ${plans(['segment_names', 'region_place', 'base_ms', 'lateness_ms', 'slow_lag_ms', 'drift_ms'])}
SELECT f.model AS model, intDiv(${ms(`f.${column}`)}, drift_ms) * drift_ms AS starts,
  if(segment = 'all', 'all', substring(segment, length(segment_names[region_place]) + 2)) AS region, slots, slot,
  if(slots = 'score', toString(version), '') AS made_by, sum(nulls) AS missing, sumForEach(bins) AS counts
FROM (
  SELECT * FROM ${table} FINAL
  WHERE model IN {models:Array(String)}
    AND ${column} >= toDateTime({from:UInt32}, 'UTC') AND ${column} < toDateTime({until:UInt32}, 'UTC')
) AS f
INNER JOIN plans ON f.model = plan_model AND f.grid = plans.grid
WHERE toUInt32(${column}) >= since AND toUInt32(${column}) < upto AND arm = 'live'
  AND toUnixTimestamp64Milli(known_at) = toInt64(${knownAt})
  AND (segment = 'all' OR (region_place > 0 AND startsWith(segment, concat(segment_names[region_place], '='))))
GROUP BY model, starts, region, slots, slot, made_by
ORDER BY model, starts, region, slots, slot, made_by`;

const row = (raw: Readonly<Record<string, unknown>>): DriftRow => {
  const { starts, made_by, missing, counts, ...rest } = raw;
  return { ...rest, from: starts, version: made_by, nulls: missing, bins: counts } as unknown as DriftRow;
};

/** Drift windows of whole hours, over all and by region; ranges hold whole drift windows that are due. */
export const readDriftHours = defineQuery<PaneParams, DriftRow>({
  name: 'read-drift-hours',
  sql: driftRead('feature_hours', 'hour', dueAt(`(${ms('hour')} + greatest(base_ms, 3600000))`)),
  params: RANGE_TYPES,
  row,
});

/** Drift windows shorter than an hour, over all only. */
export const readDriftWindows = defineQuery<PaneParams, DriftRow>({
  name: 'read-drift-windows',
  sql: driftRead('feature_windows', 'window_start', `(${ms('window_start')} + base_ms + lateness_ms)`),
  params: RANGE_TYPES,
  row,
});
