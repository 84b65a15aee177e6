import { defineStatement } from '../query.js';
import { CONTRASTED, unmixed } from './contrast-parts.js';
import { answers, ms, RANGE_TYPES, ROLES } from './pane-parts.js';
import type { PaneParams } from './pane-parts.js';

/**
 * Notes the units of the closing windows that were not seen before in their epoch of a release randomised by unit.
 * Looks for earlier ones among these units only: cost follows the windows, not history. `seen_from` (s) is the bound.
 */
export const fillFirstExposures = defineStatement<PaneParams & { seen_from: number }>({
  name: 'first-exposures',
  sql: `
INSERT INTO first_exposures (model, release, epoch_ms, epoch, window_start, unit, first_at, role, region, revision, segments)
WITH ${answers(
    ['prediction_id', 'version', 'arm', 'event_time', 'unit', 'route_revision', 'segment_places', 'region'],
    ['epochs'],
  )}, ${ROLES}, ${CONTRASTED}, ${unmixed('answers', 'window_start')},
exposed AS (
  SELECT a.model AS model, release, arrayJoin(epochs) AS epoch_ms, window_start, unit, event_time, side, region, route_revision,
    segment_places, (event_time, prediction_id) AS moment,
    toUInt32(intDiv(greatest(0, toInt64(${ms('window_start')}) - toUnixTimestamp64Milli(released_at)), toInt64(epoch_ms))) + 1 AS epoch
  FROM (SELECT * FROM answers WHERE arm = 'live') AS a
  INNER JOIN contrasted AS c ON c.model = a.model AND c.revision = a.route_revision AND c.version = a.version
  WHERE randomised_by = 'unit' AND (a.model, a.window_start, a.region) IN (SELECT model, pure_window, region FROM unmixed)
),
seen AS (
  SELECT f.model AS model, release, epoch_ms, epoch, unit FROM (
    SELECT model, release, epoch_ms, epoch, unit, window_start FROM first_exposures FINAL
    WHERE model IN {models:Array(String)} AND unit IN (SELECT unit FROM exposed)
      AND window_start >= toDateTime({seen_from:UInt32}, 'UTC') AND window_start < toDateTime({until:UInt32}, 'UTC')
  ) AS f
  INNER JOIN plans ON f.model = plan_model
  WHERE toUInt32(f.window_start) < since
)
SELECT model, release, epoch_ms, epoch, min(window_start), unit, min(event_time), argMin(side, moment), argMin(region, moment),
  argMin(route_revision, moment), argMin(segment_places, moment)
FROM exposed
WHERE (model, release, epoch_ms, epoch, unit) NOT IN (SELECT model, release, epoch_ms, epoch, unit FROM seen)
GROUP BY model, release, epoch_ms, epoch, unit`,
  params: { ...RANGE_TYPES, seen_from: 'UInt32' },
});
