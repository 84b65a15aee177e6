import { defineStatement } from '../query.js';
import { CONTRAST_COLUMNS, CONTRASTED, unmixed } from './contrast-parts.js';
import { answers, dueAt, dueIn, ms, RANGE_TYPES, ROLES, SEGMENT } from './pane-parts.js';
import type { PaneParams } from './pane-parts.js';

const AS_DUE = `SELECT * FROM predictions FINAL
    WHERE model IN {models:Array(String)}
      AND window_start >= toDateTime({from:UInt32}, 'UTC') AND window_start < toDateTime({until:UInt32}, 'UTC')
    ORDER BY late LIMIT 1 BY model, window_start, prediction_id, version, arm`;
const END = `${ms('window_start')} + base_ms`;

/** Counts answers that came too late, by role, once windows are due; a late copy of an on-time row is not counted. */
export const fillLateContrasts = defineStatement<PaneParams>({
  name: 'late-contrasts',
  sql: `
INSERT INTO contrast_counts ${CONTRAST_COLUMNS}
WITH ${answers(['version', 'arm', 'late', 'appended_at', 'route_revision', 'segment_places', 'region'], ['base_ms', 'lateness_ms', 'slow_lag_ms'], AS_DUE)}, ${ROLES}, ${CONTRASTED},
arrived AS (SELECT * FROM answers WHERE toUnixTimestamp64Milli(appended_at) < toInt64(${dueAt(`(${END})`)})),
${unmixed('arrived', 'window_start')}
SELECT a.model, toDateTime(intDiv(any(${dueIn(`(${END})`)}), 1000), 'UTC'), release, 1, region, route_revision, segment, 'late', side,
  window_start, count(), countIf(late)
FROM (SELECT *, ${SEGMENT} FROM arrived WHERE arm = 'live') AS a
INNER JOIN contrasted AS c ON c.model = a.model AND c.revision = a.route_revision AND c.version = a.version
WHERE randomised_by = 'request' AND (a.model, a.window_start, a.region) IN (SELECT model, pure_window, region FROM unmixed)
GROUP BY a.model, window_start, release, region, route_revision, segment, side`,
  params: RANGE_TYPES,
});
