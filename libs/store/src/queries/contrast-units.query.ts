import { defineStatement } from '../query.js';
import { CONTRAST_COLUMNS } from './contrast-parts.js';
import { DAY, exposedUnits } from './exposed-parts.js';
import { dueIn, ms, plans, RANGE_TYPES, SEGMENT } from './pane-parts.js';
import type { PaneParams } from './pane-parts.js';

/** How long after its first answer of an epoch a unit's errors and slow answers count, ms. */
export const UNIT_HORIZON_MS = 600_000;

const END = `(${ms('window_start')} + base_ms)`;

/** Counts units that met an error, a timeout or a slow answer within ten minutes of their first answer in the epoch. */
export const fillUnitContrasts = defineStatement<PaneParams & { seen_until: number }>({
  name: 'unit-contrasts',
  sql: `
INSERT INTO contrast_counts ${CONTRAST_COLUMNS}
WITH ${plans(['base_ms', 'lateness_ms', 'slow_lag_ms', 'slow_ms', 'segment_names'])}, ${exposedUnits(DAY)},
seen AS (
  SELECT model, unit, event_time, status, latency_ms FROM predictions FINAL
  WHERE late = false AND model IN {models:Array(String)} AND arm = 'live' AND unit IN (SELECT unit FROM exposed)
    AND window_start >= toDateTime({from:UInt32}, 'UTC') AND window_start < toDateTime({seen_until:UInt32}, 'UTC')
),
units AS (
  SELECT e.model AS model, release, epoch, window_start, e.unit AS unit, side, region, revision, segment_names, segment_places,
    toDateTime(intDiv(any(${dueIn(`(${END} + ${UNIT_HORIZON_MS})`)}), 1000), 'UTC') AS final,
    max(status = 'error') AS failed, max(status = 'timeout') AS gave_up, max(latency_ms > slow_ms) AS slow
  FROM exposed AS e
  INNER JOIN seen AS s ON s.model = e.model AND s.unit = e.unit
  WHERE event_time >= first_at AND toUnixTimestamp64Milli(event_time) < toUnixTimestamp64Milli(first_at) + ${UNIT_HORIZON_MS}
  GROUP BY model, release, epoch, window_start, unit, side, region, revision, segment_names, segment_places
)
SELECT model, final, release, epoch, region, revision, segment, metric.1, side, window_start, count(), sum(metric.2)
FROM (SELECT *, ${SEGMENT} FROM units)
ARRAY JOIN [('error', failed), ('timeout', gave_up), ('latency', slow)] AS metric
GROUP BY model, final, release, epoch, region, revision, segment, metric.1, side, window_start`,
  params: { ...RANGE_TYPES, seen_until: 'UInt32' },
});
