import type { PlanColumn } from './pane-parts.js';

/** Columns of contrast_counts in the order the contrast statements fill them. */
export const CONTRAST_COLUMNS =
  '(model, window_start, release, epoch, region, revision, segment, metric, role, made_at, n, k)';

/** Roles that are compared, from `roles`: a holdback counts as control. */
export const CONTRASTED = `contrasted AS (
  SELECT model, revision, version, release, released_at, randomised_by,
    if(role = 'candidate', 'candidate', 'control') AS side
  FROM roles WHERE randomised_by != 'none' AND role IN ('candidate', 'control', 'holdback')
)`;

/** Windows and regions whose live rows of `rows` name one route only; others are mixed and draw no contrast. */
export const unmixed = (rows: string, window: string): string => `unmixed AS (
  SELECT model, ${window} AS pure_window, region FROM ${rows} WHERE arm = 'live'
  GROUP BY model, pure_window, region HAVING uniqExact(route_revision) = 1
)`;

/** `metric`: what one group counted, a row each; broken inputs of all segments together only. Names without a slot are empty. */
export const METRICS = `arrayJoin(arrayConcat(
    [('error', errors), ('timeout', timeouts), ('latency', slow)],
    arrayFilter(m -> segment = 'all' AND NOT endsWith(m.1, '.'), arrayConcat(
      arrayMap((f, k) -> (concat('null.', f), k), num_names, num_null), arrayMap((f, k) -> (concat('range.', f), k), num_names, num_out),
      arrayMap((f, k) -> (concat('null.', f), k), num64_names, num64_null), arrayMap((f, k) -> (concat('range.', f), k), num64_names, num64_out),
      arrayMap((f, k) -> (concat('null.', f), k), cat_names, cat_null), arrayMap((f, k) -> (concat('unseen.', f), k), cat_names, cat_new)))
  )) AS metric`;

/** `known`: the values that categories may have, by plan and slot, for `broken`. */
export const KNOWN = `known AS (
  SELECT bitXor(cityHash64(model, grid), toUInt64(slot)) AS slot_key, arrayJoin(known) AS value
  FROM grids FINAL WHERE model IN {models:Array(String)} AND grid IN {grids:Array(String)} AND slots = 'cat'
)`;

/** What is broken of the inputs of a group of answers by slot, gathered by `sum` or `max`; needs `known` and the bounds of the plan. */
export const broken = (
  gather: 'sum' | 'max',
): string => `${gather}ForEach(arrayMap(x -> isNaN(x), nums)) AS num_null,
    ${gather}ForEach(arrayMap((x, lo, hi) -> x < lo OR x > hi, nums, num_low, num_high)) AS num_out,
    ${gather}ForEach(arrayMap(x -> isNaN(x), nums64)) AS num64_null,
    ${gather}ForEach(arrayMap((x, lo, hi) -> x < lo OR x > hi, nums64, num64_low, num64_high)) AS num64_out,
    ${gather}ForEach(arrayMap(x -> isNull(x), cats)) AS cat_null,
    ${gather}ForEach(arrayMap((x, slot, check) -> check AND isNotNull(x) AND (bitXor(plan_key, toUInt64(slot)), ifNull(toString(x), '')) NOT IN (SELECT slot_key, value FROM known),
      cats, arrayEnumerate(cats), cat_checked)) AS cat_new`;

/** Columns of the counting plan that `broken` and `METRICS` read. */
export const INPUT_PLAN: readonly PlanColumn[] = [
  ...(['plan_key', 'num_names', 'num_low', 'num_high', 'num64_names', 'num64_low', 'num64_high'] as const),
  ...(['cat_names', 'cat_checked'] as const),
];
