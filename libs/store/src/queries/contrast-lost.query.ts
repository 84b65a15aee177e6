import { defineStatement } from '../query.js';
import { CONTRAST_COLUMNS, CONTRASTED } from './contrast-parts.js';
import { answers, dueIn, ms, RANGE_TYPES, ROLES } from './pane-parts.js';
import type { PaneParams, PlanColumn } from './pane-parts.js';

/** How long an answer may take after the router's word before it counts as lost, ms. */
export const LOST_AFTER_MS = 600_000;

const PLAN: PlanColumn[] = ['base_ms', 'lateness_ms', 'slow_lag_ms', 'region_place', 'segment_values'];
const END = `(${ms('window_start')} + base_ms)`;
const DAY = 86_400_000;
const NO_ID = `toUUID('00000000-0000-0000-0000-000000000000')`;
const REGION = `if(region_place = 0, 'all', if(empty(segment_values[region_place]) OR has(segment_values[region_place], e.region), e.region, 'other'))`;

/**
 * Counts units (or requests, where those are assigned at random) that a router sent to a version and that no answer
 * followed within ten minutes: by the prediction's id where the router told one, else by the unit. A unit counts at its
 * first exposure of the epoch. The stratum is the one route that the answers of the window and region name.
 */
export const fillLostContrasts = defineStatement<PaneParams & { seen_from: number; seen_until: number }>({
  name: 'lost-contrasts',
  sql: `
INSERT INTO contrast_counts ${CONTRAST_COLUMNS}
WITH ${answers(['arm', 'route_revision', 'region'], PLAN)}, ${ROLES}, ${CONTRASTED},
pure AS (
  SELECT model, window_start AS pure_window, region AS pure_region, any(route_revision) AS pure_revision FROM answers WHERE arm = 'live'
  GROUP BY model, pure_window, pure_region HAVING uniqExact(route_revision) = 1
),
sent AS (
  SELECT e.model AS model, window_start, unit, version, event_time, prediction_id, ${REGION} AS region, route_revision AS told,
    base_ms, lateness_ms, slow_lag_ms
  FROM (
    SELECT * FROM exposures FINAL WHERE late = false AND model IN {models:Array(String)}
      AND window_start >= toDateTime({from:UInt32}, 'UTC') AND window_start < toDateTime({until:UInt32}, 'UTC')
  ) AS e
  INNER JOIN plans ON e.model = plan_model
  WHERE toUInt32(e.window_start) >= since AND toUInt32(e.window_start) < upto
),
sided AS (
  SELECT s.model AS model, window_start, unit, s.version AS version, event_time, prediction_id, s.region AS region,
    base_ms, lateness_ms, slow_lag_ms, pure_revision AS revision, release, side, randomised_by,
    if(randomised_by = 'unit', toUInt32(intDiv(greatest(0, toInt64(${ms('window_start')}) - toUnixTimestamp64Milli(released_at)), ${DAY})) + 1, 1) AS epoch,
    toUnixTimestamp64Milli(released_at) + (epoch - 1) * ${DAY} AS epoch_from
  FROM sent AS s
  INNER JOIN pure AS p ON p.model = s.model AND p.pure_window = s.window_start AND p.pure_region = s.region
  INNER JOIN contrasted AS c ON c.model = s.model AND c.revision = p.pure_revision AND c.version = s.version
  WHERE told IN (0, pure_revision)
),
met_units AS (SELECT DISTINCT model, unit, release, epoch, epoch_from FROM sided WHERE randomised_by = 'unit'),
first_moments AS (
  SELECT m.model AS model, m.unit AS unit, release, epoch, min((h.event_time, h.prediction_id)) AS moment
  FROM met_units AS m
  INNER JOIN (
    SELECT model, unit, window_start, event_time, prediction_id FROM exposures
    WHERE late = false AND model IN {models:Array(String)} AND unit IN (SELECT unit FROM met_units)
      AND window_start >= toDateTime({seen_from:UInt32}, 'UTC') AND window_start < toDateTime({until:UInt32}, 'UTC')
  ) AS h ON h.model = m.model AND h.unit = m.unit
  WHERE toInt64(${ms('h.window_start')}) >= epoch_from
  GROUP BY model, unit, release, epoch
),
counted AS (
  SELECT *, (prediction_id != ${NO_ID}, if(prediction_id != ${NO_ID}, cityHash64(prediction_id), unit)) AS key,
    if(randomised_by = 'unit', unit, cityHash64(unit, version, event_time, prediction_id)) AS one
  FROM sided
  WHERE randomised_by = 'request'
    OR (model, unit, release, epoch, (event_time, prediction_id)) IN (SELECT model, unit, release, epoch, moment FROM first_moments)
),
replies AS (
  SELECT model, event_time, arrayJoin([(true, cityHash64(prediction_id)), (false, unit)]) AS key FROM predictions FINAL
  WHERE late = false AND arm = 'live' AND model IN {models:Array(String)}
    AND window_start >= toDateTime({from:UInt32}, 'UTC') AND window_start < toDateTime({seen_until:UInt32}, 'UTC')
    AND (unit IN (SELECT unit FROM counted) OR prediction_id IN (SELECT prediction_id FROM counted))
),
met AS (
  SELECT c.model AS model, release, epoch, one, any(side) AS role, any(region) AS stratum_region, any(revision) AS stratum_revision,
    any(window_start) AS made, any(${dueIn(`(${END} + ${LOST_AFTER_MS})`)}) AS final,
    max(r.model != '' AND (c.key.1 OR r.event_time >= c.event_time)
      AND toUnixTimestamp64Milli(r.event_time) < toUnixTimestamp64Milli(c.event_time) + ${LOST_AFTER_MS}) AS answered
  FROM counted AS c
  LEFT JOIN replies AS r ON r.model = c.model AND r.key = c.key
  GROUP BY model, release, epoch, one
)
SELECT model, toDateTime(intDiv(final, 1000), 'UTC'), release, epoch, stratum_region, stratum_revision, 'all', 'lost', role, made, count(), countIf(NOT answered)
FROM met
GROUP BY model, final, release, epoch, stratum_region, stratum_revision, role, made`,
  params: { ...RANGE_TYPES, seen_from: 'UInt32', seen_until: 'UInt32' },
});
