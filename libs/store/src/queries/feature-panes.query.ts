import { defineStatement } from '../query.js';
import { answers, dueAt, ms, RANGE_TYPES, SEGMENT } from './pane-parts.js';
import type { PaneParams } from './pane-parts.js';

const COLUMNS = `version, arm, segment, slots, slot, grid, known_at, n, nulls, below, above, unseen, total, total_sq,
  low, high, top_value, top_count, bins`;

/** Most bins a feature can have: 100 categories and the others; 64 score bins; 48 edges. */
const MOST_BINS = 128;

const featurePane = (
  table: string,
  column: string,
  bucket: string,
  segment: string,
  knownAt: string,
): string => `
INSERT INTO ${table} (model, ${column}, ${COLUMNS})
WITH ${answers(['version', 'arm', 'score', 'nums', 'nums64', 'cats', 'segment_places'], ['plan_key', 'base_ms', 'lateness_ms', 'slow_lag_ms'])},
rows AS (
  SELECT model, ${bucket} AS bucket, version, arm, grid, plan_key, score, nums, nums64, cats,
    ${knownAt} AS known, ${segment}
  FROM answers
),
bins AS (
  SELECT bitXor(cityHash64(model, grid), toUInt64(toInt8(slots)) * 65536 + slot) AS slot_key, edges, categories, known,
    low, high, empty(reference) AS provisional
  FROM grids FINAL WHERE model IN {models:Array(String)} AND grid IN {grids:Array(String)}
),
numbers AS (
  SELECT model, bucket, version, arm, segment, grid, known, plan_key,
    arrayJoin(arrayConcat([(0, 0, score)], arrayMap((x, i) -> (1, i, toFloat64(x)), nums, arrayEnumerate(nums)),
      arrayMap((x, i) -> (2, i, x), nums64, arrayEnumerate(nums64)))) AS value,
    value.1 AS slots, value.2 AS slot, value.3 AS x, isNaN(x) AS missing, if(missing, -inf, x) AS place,
    bitXor(plan_key, toUInt64(slots) * 65536 + slot) AS slot_key
  FROM rows
),
edges AS (
  SELECT slot_key, low, high, if(provisional, 0, length(edges) + 1) AS size,
    arrayJoin(arrayZip(arrayPushFront(edges, -inf), range(toUInt64(length(edges) + 1)))) AS edge, edge.1 AS starts, edge.2 AS bin
  FROM bins WHERE empty(categories)
),
texts AS (
  SELECT model, bucket, version, arm, segment, grid, known, slot, text, isNull(text) AS missing, count() AS c,
    bitXor(any(plan_key), 3 * 65536 + toUInt64(slot)) AS slot_key
  FROM rows ARRAY JOIN cats AS text, arrayEnumerate(cats) AS slot
  GROUP BY model, bucket, version, arm, segment, grid, known, slot, text
),
places AS (
  SELECT slot_key, toString(category.1) AS name, category.2 AS bin, true AS found
  FROM (SELECT slot_key, arrayJoin(arrayZip(categories, range(toUInt64(length(categories))))) AS category FROM bins)
),
checked AS (SELECT slot_key, arrayJoin(known) AS name FROM bins)
SELECT model, bucket, version, arm, segment, slots, slot, grid, fromUnixTimestamp64Milli(toInt64(known), 'UTC'), count(),
  countIf(missing), countIf(x < low), countIf(x > high), 0, sumIf(x, NOT missing), sumIf(x * x, NOT missing),
  if(countIf(NOT missing) = 0, nan, minIf(x, NOT missing)), if(countIf(NOT missing) = 0, nan, maxIf(x, NOT missing)), '', 0,
  arraySlice(countResample(0, ${MOST_BINS}, 1)(if(missing, -1, toInt32(bin))), 1, any(size))
FROM numbers ASOF INNER JOIN edges ON numbers.slot_key = edges.slot_key AND numbers.place >= edges.starts
GROUP BY model, bucket, version, arm, segment, slots, slot, grid, known
UNION ALL
SELECT model, bucket, version, arm, segment, 3, slot, grid, fromUnixTimestamp64Milli(toInt64(t.known), 'UTC'), sum(c),
  sumIf(c, missing), 0, 0,
  sumIf(c, NOT missing AND notEmpty(b.known) AND (t.slot_key, ifNull(toString(text), '')) NOT IN (SELECT slot_key, name FROM checked)),
  0, 0, nan, nan, ifNull(argMaxIf(toString(text), (c, toString(text)), NOT missing), ''), maxIf(c, NOT missing),
  arraySlice(sumResample(0, ${MOST_BINS}, 1)(c, multiIf(missing, -1, place.found, toInt32(place.bin), toInt32(length(b.categories)))), 1,
    if(any(b.provisional), 0, any(length(b.categories)) + 1))
FROM texts AS t
LEFT ANY JOIN bins AS b ON b.slot_key = t.slot_key
LEFT ANY JOIN places AS place ON place.slot_key = t.slot_key AND place.name = ifNull(toString(text), '')
GROUP BY model, bucket, version, arm, segment, slot, grid, t.known`;

/** Counts the values of every feature in closing windows shorter than an hour, all segments together. */
export const fillFeatureWindows = defineStatement<PaneParams>({
  name: 'feature-windows',
  sql: featurePane(
    'feature_windows',
    'window_start',
    'window_start',
    `'all' AS segment`,
    `${ms('window_start')} + base_ms + lateness_ms`,
  ),
  params: RANGE_TYPES,
});

const HOUR = `if(base_ms > 3600000, window_start, toStartOfHour(window_start))`;

/** Counts the values of every feature by hour and segment; ranges hold whole hours, or whole windows when longer. */
export const fillFeatureHours = defineStatement<PaneParams>({
  name: 'feature-hours',
  sql: featurePane('feature_hours', 'hour', HOUR, SEGMENT, dueAt(`${ms(HOUR)} + greatest(base_ms, 3600000)`)),
  params: RANGE_TYPES,
});
