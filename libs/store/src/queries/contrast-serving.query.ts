import { defineStatement } from '../query.js';
import { CONTRAST_COLUMNS, CONTRASTED, unmixed } from './contrast-parts.js';
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
const PLAN: PlanColumn[] = [
  'plan_key',
  'slow_ms',
  'num_low',
  'num_high',
  'num64_low',
  'num64_high',
  'cat_checked',
];

/** Counts errors, timeouts, slow answers and broken inputs by role where requests are assigned at random: every row once. */
export const fillServingContrasts = defineStatement<PaneParams>({
  name: 'serving-contrasts',
  sql: `
INSERT INTO contrast_counts ${CONTRAST_COLUMNS}
WITH ${answers(ANSWERS, PLAN)}, ${ROLES}, ${CONTRASTED}, ${unmixed('answers', 'window_start')},
known AS (
  SELECT bitXor(cityHash64(model, grid), toUInt64(slot)) AS slot_key, arrayJoin(known) AS value
  FROM grids FINAL WHERE model IN {models:Array(String)} AND grid IN {grids:Array(String)} AND slots = 'cat'
),
sided AS (
  SELECT a.*, release, side FROM (SELECT * FROM answers WHERE arm = 'live') AS a
  INNER JOIN contrasted AS c ON c.model = a.model AND c.revision = a.route_revision AND c.version = a.version
  WHERE randomised_by = 'request' AND (a.model, a.window_start, a.region) IN (SELECT model, pure_window, region FROM unmixed)
),
counted AS (
  SELECT model, window_start, release, region, route_revision, segment, side, any(num_names) AS num_names,
    any(num64_names) AS num64_names, any(cat_names) AS cat_names, count() AS n, countIf(status = 'error') AS errors,
    countIf(status = 'timeout') AS timeouts, countIf(latency_ms > slow_ms) AS slow,
    sumForEach(arrayMap(x -> isNaN(x), nums)) AS num_null, sumForEach(arrayMap((x, lo, hi) -> x < lo OR x > hi, nums, num_low, num_high)) AS num_out,
    sumForEach(arrayMap(x -> isNaN(x), nums64)) AS num64_null, sumForEach(arrayMap((x, lo, hi) -> x < lo OR x > hi, nums64, num64_low, num64_high)) AS num64_out,
    sumForEach(arrayMap(x -> isNull(x), cats)) AS cat_null,
    sumForEach(arrayMap((x, slot, check) -> check AND isNotNull(x) AND (bitXor(plan_key, toUInt64(slot)), ifNull(toString(x), '')) NOT IN (SELECT slot_key, value FROM known),
      cats, arrayEnumerate(cats), cat_checked)) AS cat_new
  FROM (SELECT *, ${SEGMENT} FROM sided)
  GROUP BY model, window_start, release, region, route_revision, segment, side
)
SELECT model, window_start, release, 1, region, route_revision, segment, metric.1, side, window_start, n, metric.2
FROM (
  SELECT *, arrayJoin(arrayConcat(
    [('error', errors), ('timeout', timeouts), ('latency', slow)],
    arrayFilter(m -> segment = 'all' AND NOT endsWith(m.1, '.'), arrayConcat(
      arrayMap((f, k) -> (concat('null.', f), k), num_names, num_null), arrayMap((f, k) -> (concat('range.', f), k), num_names, num_out),
      arrayMap((f, k) -> (concat('null.', f), k), num64_names, num64_null), arrayMap((f, k) -> (concat('range.', f), k), num64_names, num64_out),
      arrayMap((f, k) -> (concat('null.', f), k), cat_names, cat_null), arrayMap((f, k) -> (concat('unseen.', f), k), cat_names, cat_new)))
  )) AS metric
  FROM counted
)`,
  params: RANGE_TYPES,
});
