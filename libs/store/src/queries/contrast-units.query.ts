import { defineStatement } from '../query.js';
import { broken, CONTRAST_COLUMNS, INPUT_PLAN, KNOWN, METRICS } from './contrast-parts.js';
import { DAY, exposedUnits } from './exposed-parts.js';
import { dueIn, ms, plans, RANGE_TYPES, SEGMENT } from './pane-parts.js';
import type { PaneParams, PlanColumn } from './pane-parts.js';

/** How long after its first answer of an epoch a unit's errors, slow answers and broken inputs count, ms. */
export const UNIT_HORIZON_MS = 600_000;

const END = `(${ms('window_start')} + base_ms)`;
const PLAN: PlanColumn[] = [
  ...INPUT_PLAN,
  ...(['base_ms', 'lateness_ms', 'slow_lag_ms', 'slow_ms', 'segment_names'] as const),
];
const UNIT =
  'model, release, epoch, window_start, unit, side, region, revision, segment_names, segment_places';
const PLACE = 'model, final, release, epoch, region, revision, segment, side, window_start';

/** Counts units that met an error, a timeout, a slow answer or a broken input within ten minutes of their first answer in the epoch. */
export const fillUnitContrasts = defineStatement<PaneParams & { seen_until: number }>({
  name: 'unit-contrasts',
  sql: `
INSERT INTO contrast_counts ${CONTRAST_COLUMNS}
WITH ${plans(PLAN)}, ${exposedUnits(DAY)},
${KNOWN},
seen AS (
  SELECT model, unit, event_time, status, latency_ms, num, num64, cat FROM predictions FINAL
  WHERE late = false AND model IN {models:Array(String)} AND arm = 'live' AND unit IN (SELECT unit FROM exposed)
    AND window_start >= toDateTime({from:UInt32}, 'UTC') AND window_start < toDateTime({seen_until:UInt32}, 'UTC')
),
met AS (
  SELECT e.model AS model, e.unit AS unit, e.* EXCEPT (model, unit), event_time, status, latency_ms,
    arrayResize(num, length(num_names), nan) AS nums, arrayResize(num64, length(num64_names), nan) AS nums64,
    arrayResize(cat, length(cat_names), NULL) AS cats
  FROM exposed AS e
  INNER JOIN seen AS s ON s.model = e.model AND s.unit = e.unit
  WHERE event_time >= first_at AND toUnixTimestamp64Milli(event_time) < toUnixTimestamp64Milli(first_at) + ${UNIT_HORIZON_MS}
),
units AS (
  SELECT ${UNIT}, toDateTime(intDiv(any(${dueIn(`(${END} + ${UNIT_HORIZON_MS})`)}), 1000), 'UTC') AS final,
    any(num_names) AS num_names, any(num64_names) AS num64_names, any(cat_names) AS cat_names,
    max(status = 'error') AS failed, max(status = 'timeout') AS gave_up, max(latency_ms > slow_ms) AS slow,
    ${broken('max')}
  FROM met GROUP BY ${UNIT}
),
counted AS (
  SELECT ${PLACE}, any(num_names) AS num_names, any(num64_names) AS num64_names, any(cat_names) AS cat_names,
    count() AS n, sum(failed) AS errors, sum(gave_up) AS timeouts, sum(slow) AS slow, sumForEach(num_null) AS num_null,
    sumForEach(num_out) AS num_out, sumForEach(num64_null) AS num64_null, sumForEach(num64_out) AS num64_out,
    sumForEach(cat_null) AS cat_null, sumForEach(cat_new) AS cat_new
  FROM (SELECT *, ${SEGMENT} FROM units)
  GROUP BY ${PLACE}
)
SELECT model, final, release, epoch, region, revision, segment, metric.1, side, window_start, n, metric.2
FROM (SELECT *, ${METRICS} FROM counted)`,
  params: { ...RANGE_TYPES, seen_until: 'UInt32' },
});
