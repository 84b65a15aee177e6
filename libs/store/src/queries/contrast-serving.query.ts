import { defineStatement } from '../query.js';
import {
  broken,
  CONTRAST_COLUMNS,
  CONTRASTED,
  INPUT_PLAN,
  KNOWN,
  METRICS,
  unmixed,
} from './contrast-parts.js';
import { answers, RANGE_TYPES, ROLES, SEGMENT } from './pane-parts.js';
import type { PaneParams, PlanColumn } from './pane-parts.js';

const ANSWERS = [
  'version',
  'arm',
  'status',
  'latency_ms',
  'route_revision',
  'nums',
  'nums64',
  'cats',
  'segment_places',
  'region',
];
const PLAN: PlanColumn[] = [...INPUT_PLAN, 'slow_ms'];

/** Counts errors, timeouts, slow answers and broken inputs by role where requests are assigned at random: every row once. */
export const fillServingContrasts = defineStatement<PaneParams>({
  name: 'serving-contrasts',
  sql: `
INSERT INTO contrast_counts ${CONTRAST_COLUMNS}
WITH ${answers(ANSWERS, PLAN)}, ${ROLES}, ${CONTRASTED}, ${unmixed('answers', 'window_start')},
${KNOWN},
sided AS (
  SELECT a.*, release, side FROM (SELECT * FROM answers WHERE arm = 'live') AS a
  INNER JOIN contrasted AS c ON c.model = a.model AND c.revision = a.route_revision AND c.version = a.version
  WHERE randomised_by = 'request' AND (a.model, a.window_start, a.region) IN (SELECT model, pure_window, region FROM unmixed)
),
counted AS (
  SELECT model, window_start, release, region, route_revision, segment, side, any(num_names) AS num_names,
    any(num64_names) AS num64_names, any(cat_names) AS cat_names, count() AS n, countIf(status = 'error') AS errors,
    countIf(status = 'timeout') AS timeouts, countIf(latency_ms > slow_ms) AS slow,
    ${broken('sum')}
  FROM (SELECT *, ${SEGMENT} FROM sided)
  GROUP BY model, window_start, release, region, route_revision, segment, side
)
SELECT model, window_start, release, 1, region, route_revision, segment, metric.1, side, window_start, n, metric.2
FROM (SELECT *, ${METRICS} FROM counted)`,
  params: RANGE_TYPES,
});
