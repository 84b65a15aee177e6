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
    toUnixTimestamp64Milli(released_at) + (epoch - 1) * ${DAY} AS epoch_from,
    if(randomised_by = 'unit', unit, cityHash64(unit, prediction_id, event_time)) AS counted
  FROM sent AS s
  INNER JOIN pure AS p ON p.model = s.model AND p.pure_window = s.window_start AND p.pure_region = s.region
  INNER JOIN contrasted AS c ON c.model = s.model AND c.revision = p.pure_revision AND c.version = s.version
  WHERE told IN (0, pure_revision)
),
first AS (
  SELECT model, release, epoch, counted, any(epoch_from) AS epoch_from, any(randomised_by) AS randomised_by, argMin(side, moment) AS side,
    argMin(region, moment) AS region, argMin(revision, moment) AS revision, min(window_start) AS window_start, argMin(unit, moment) AS unit,
    min(event_time) AS at, argMin(prediction_id, moment) AS prediction_id, any(base_ms) AS base_ms, any(lateness_ms) AS lateness_ms,
    any(slow_lag_ms) AS slow_lag_ms
  FROM (SELECT *, (event_time, prediction_id) AS moment FROM sided)
  GROUP BY model, release, epoch, counted
),
before AS (
  SELECT e.model AS model, unit, max(${ms('e.window_start')}) AS last FROM (
    SELECT model, unit, window_start FROM exposures
    WHERE late = false AND model IN {models:Array(String)} AND unit IN (SELECT unit FROM first WHERE randomised_by = 'unit')
      AND window_start >= toDateTime({seen_from:UInt32}, 'UTC') AND window_start < toDateTime({until:UInt32}, 'UTC')
  ) AS e
  INNER JOIN plans ON e.model = plan_model
  WHERE toUInt32(e.window_start) < since
  GROUP BY model, unit
),
replies AS (
  SELECT model, event_time, arrayJoin([(true, cityHash64(prediction_id)), (false, unit)]) AS key FROM predictions FINAL
  WHERE late = false AND arm = 'live' AND model IN {models:Array(String)}
    AND window_start >= toDateTime({from:UInt32}, 'UTC') AND window_start < toDateTime({seen_until:UInt32}, 'UTC')
    AND (unit IN (SELECT unit FROM first) OR prediction_id IN (SELECT prediction_id FROM first))
),
met AS (
  SELECT f.model AS model, release, epoch, counted, any(side) AS role, any(region) AS stratum_region, any(revision) AS stratum_revision,
    any(window_start) AS made, any(${dueIn(`(${END} + ${LOST_AFTER_MS})`)}) AS final,
    max(r.model != '' AND (f.key.1 OR event_time >= at) AND toUnixTimestamp64Milli(event_time) < toUnixTimestamp64Milli(at) + ${LOST_AFTER_MS}) AS answered
  FROM (
    SELECT first.model AS model, release, epoch, counted, side, region, revision, window_start, at, base_ms, lateness_ms, slow_lag_ms,
      (prediction_id != ${NO_ID}, if(prediction_id != ${NO_ID}, cityHash64(prediction_id), first.unit)) AS key
    FROM first LEFT JOIN before ON before.model = first.model AND before.unit = first.unit
    WHERE randomised_by = 'request' OR before.last < epoch_from
  ) AS f
  LEFT JOIN replies AS r ON r.model = f.model AND r.key = f.key
  GROUP BY model, release, epoch, counted
)
SELECT model, toDateTime(intDiv(final, 1000), 'UTC'), release, epoch, stratum_region, stratum_revision, 'all', 'lost', role, made, count(), countIf(NOT answered)
FROM met
GROUP BY model, final, release, epoch, stratum_region, stratum_revision, role, made`,
  params: { ...RANGE_TYPES, seen_from: 'UInt32', seen_until: 'UInt32' },
});
