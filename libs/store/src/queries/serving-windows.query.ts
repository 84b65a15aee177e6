import { defineStatement } from '../query.js';
import { answers, ms, RANGE_TYPES, ROLE, ROLES, SEGMENT } from './pane-parts.js';
import type { PaneParams, PlanColumn } from './pane-parts.js';

const ANSWERS = [
  'version',
  'arm',
  'late',
  'status',
  'latency_ms',
  'unit',
  'score',
  'artifact',
  'instance',
  'runtime',
  'route_revision',
  'nums',
  'nums64',
  'cats',
  'segment_places',
];
const PLAN: PlanColumn[] = [
  'plan_key',
  'base_ms',
  'lateness_ms',
  'threshold',
  'slow_ms',
  'num_low',
  'num_high',
  'num64_low',
  'num64_high',
  'cat_checked',
  'score_low',
  'score_high',
];

const servingPane = (columns: readonly string[], source: string | undefined, knownAt: string): string => `
INSERT INTO serving_windows (model, window_start, version, arm, segment, known_at, role, grid, n, errors, timeouts, slow, late,
  units, positives, num_missing, num_outside, num64_missing, num64_outside, cat_missing, cat_unseen, latency, scores,
  revisions, artifacts, instances, runtimes)
WITH ${answers(columns, PLAN, source)}, ${ROLES},
known AS (
  SELECT bitXor(cityHash64(model, grid), toUInt64(slot)) AS slot_key, arrayJoin(known) AS value
  FROM grids FINAL WHERE model IN {models:Array(String)} AND grid IN {grids:Array(String)} AND slots = 'cat'
),
marked AS (
  SELECT model, window_start, version, arm, late, status, latency_ms, unit, score, artifact, instance, runtime,
    route_revision, grid, slow_ms, threshold, toInt64(${knownAt}) AS known_ms,
    arrayMap(x -> isNaN(x), nums) AS num_null, arrayMap((x, lo, hi) -> x < lo OR x > hi, nums, num_low, num_high) AS num_out,
    arrayMap(x -> isNaN(x), nums64) AS num64_null, arrayMap((x, lo, hi) -> x < lo OR x > hi, nums64, num64_low, num64_high) AS num64_out,
    arrayMap(x -> isNull(x), cats) AS cat_null,
    arrayMap((x, slot, checked) -> checked AND isNotNull(x) AND (bitXor(plan_key, toUInt64(slot)), ifNull(toString(x), '')) NOT IN (SELECT slot_key, value FROM known),
      cats, arrayEnumerate(cats), cat_checked) AS cat_new,
    multiIf(isNaN(latency_ms), -1, latency_ms < 0.25, 0, least(127, 1 + toInt32(floor(7 * log2(latency_ms / 0.25))))) AS latency_bin,
    if(isNaN(score), -1, greatest(0, least(63, toInt32(floor(64 * (score - score_low) / (score_high - score_low)))))) AS score_bin,
    ${SEGMENT}
  FROM answers
),
counted AS (
  SELECT model, window_start, version, arm, segment, known_ms, any(grid) AS grid, count() AS n,
    countIf(status = 'error') AS errors, countIf(status = 'timeout') AS timeouts, countIf(latency_ms > slow_ms) AS slow,
    countIf(late) AS late_rows, uniqExact(unit) AS units, countIf(score >= threshold) AS positives,
    sumForEach(num_null) AS num_missing, sumForEach(num_out) AS num_outside,
    sumForEach(num64_null) AS num64_missing, sumForEach(num64_out) AS num64_outside,
    sumForEach(cat_null) AS cat_missing, sumForEach(cat_new) AS cat_unseen,
    countResample(0, 128, 1)(latency_bin) AS latency, countResample(0, 64, 1)(score_bin) AS scores,
    sumMap(map(route_revision, toUInt64(1))) AS revisions, sumMap(map(toString(artifact), toUInt64(1))) AS artifacts,
    sumMap(map(toString(instance), toUInt64(1))) AS instances,
    sumMap(map(toString(runtime), toUInt64(1))) AS runtimes, max(route_revision) AS revision
  FROM marked
  GROUP BY model, window_start, version, arm, segment, known_ms
)
SELECT c.model, window_start, c.version, arm, segment, fromUnixTimestamp64Milli(known_ms, 'UTC'), ${ROLE}, grid, n, errors, timeouts, slow, late_rows, units,
  positives, num_missing, num_outside, num64_missing, num64_outside, cat_missing, cat_unseen, latency, scores, revisions,
  artifacts, instances, runtimes
FROM counted AS c
LEFT ANY JOIN roles ON roles.model = c.model AND roles.revision = c.revision AND roles.version = c.version`;

/** Counts revision 0 of every closing window into serving_windows; writing it again changes nothing. */
export const fillServingWindows = defineStatement<PaneParams>({
  name: 'serving-windows',
  sql: servingPane(ANSWERS, undefined, `${ms('window_start')} + base_ms + lateness_ms`),
  params: RANGE_TYPES,
});

const AS_KNOWN = `SELECT p.*, touch.2 AS known_as FROM (
      SELECT * FROM predictions FINAL
      WHERE model IN {models:Array(String)}
        AND window_start >= toDateTime({from:UInt32}, 'UTC') AND window_start < toDateTime({until:UInt32}, 'UTC')
    ) AS p
    INNER JOIN (SELECT arrayJoin(arrayZip({touched:Array(UInt32)}, {known_ats:Array(Int64)})) AS touch) AS t ON touch.1 = toUInt32(p.window_start)
    WHERE toUnixTimestamp64Milli(p.appended_at) < known_as
    ORDER BY late LIMIT 1 BY known_as, model, window_start, prediction_id, version, arm`;

/**
 * Counts windows of one model that late rows touched again: each of `touched` (start, s) as known at its `known_ats`
 * (ms); a late copy of an on-time row is not counted.
 */
export const correctServingWindows = defineStatement<
  PaneParams & { touched: readonly number[]; known_ats: readonly number[] }
>({
  name: 'serving-windows-corrected',
  sql: servingPane([...ANSWERS, 'known_as'], AS_KNOWN, 'known_as'),
  params: { ...RANGE_TYPES, touched: 'Array(UInt32)', known_ats: 'Array(Int64)' },
});
