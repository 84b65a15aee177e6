import { defineQuery } from '../query.js';
import { plans, RANGE_TYPES } from './pane-parts.js';
import type { PaneParams } from './pane-parts.js';

/** A window (start, ms) of which more than one answer in a hundred turned out to be late, as known at a point of arrival time (ms). */
export interface CorrectionRow {
  readonly model: string;
  readonly window: number;
  readonly known_at: number;
  readonly late: number;
  readonly on_time: number;
}

const POINT = '(intDiv(arrived, point_ms) + 1) * point_ms';

/**
 * Windows whose late share passed one in a hundred at a point of the correction grid, by ranges of arrival time: each
 * window once, at the point where it passed. Looks a week back, at windows only that late rows of the range touched.
 */
export const readCorrections = defineQuery<PaneParams, CorrectionRow>({
  name: 'read-corrections',
  sql: `
WITH ${plans(['base_ms', 'lateness_ms'])},
touched AS (
  SELECT DISTINCT model, window_start FROM predictions
  WHERE late = true AND arm = 'live' AND model IN {models:Array(String)}
    AND window_start >= toDateTime({from:UInt32}, 'UTC') - INTERVAL 7 DAY AND window_start < toDateTime({until:UInt32}, 'UTC')
    AND appended_at >= toDateTime({from:UInt32}, 'UTC') AND appended_at < toDateTime({until:UInt32}, 'UTC')
),
tardy AS (
  SELECT model, window_start, toUnixTimestamp64Milli(appended_at) AS arrived FROM predictions FINAL
  WHERE late = true AND arm = 'live' AND (model, window_start) IN (SELECT model, window_start FROM touched)
    AND window_start >= toDateTime({from:UInt32}, 'UTC') - INTERVAL 7 DAY AND window_start < toDateTime({until:UInt32}, 'UTC')
    AND (model, window_start, prediction_id, version) NOT IN (
      SELECT model, window_start, prediction_id, version FROM predictions
      WHERE late = false AND arm = 'live' AND (model, window_start) IN (SELECT model, window_start FROM touched)
        AND window_start >= toDateTime({from:UInt32}, 'UTC') - INTERVAL 7 DAY AND window_start < toDateTime({until:UInt32}, 'UTC'))
),
punctual AS (
  SELECT model, window_start, count() AS on_time FROM predictions FINAL
  WHERE late = false AND arm = 'live' AND (model, window_start) IN (SELECT model, window_start FROM touched)
    AND window_start >= toDateTime({from:UInt32}, 'UTC') - INTERVAL 7 DAY AND window_start < toDateTime({until:UInt32}, 'UTC')
  GROUP BY model, window_start
),
points AS (
  SELECT t.model AS model, window_start, greatest(base_ms, 600000) AS point_ms, ${POINT} AS known_at, count() AS came, any(since) AS since_s, any(upto) AS upto_s
  FROM tardy AS t INNER JOIN plans ON t.model = plan_model
  GROUP BY model, window_start, point_ms, known_at
),
known AS (
  SELECT *, sum(came) OVER (PARTITION BY model, window_start ORDER BY known_at ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS late
  FROM points
)
SELECT k.model AS model, toInt64(toUInt32(k.window_start)) * 1000 AS window, known_at, late, p.on_time AS on_time
FROM known AS k INNER JOIN punctual AS p ON p.model = k.model AND p.window_start = k.window_start
WHERE known_at > toInt64(since_s) * 1000 AND known_at <= toInt64(upto_s) * 1000
  AND late * 99 > on_time AND (late - came) * 99 <= on_time
ORDER BY model, known_at, window`,
  params: RANGE_TYPES,
  row: (raw) => raw as unknown as CorrectionRow,
});
