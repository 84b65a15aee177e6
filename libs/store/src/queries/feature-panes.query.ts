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
  SELECT model, ${bucket} AS bucket, version, arm, grid, plan_key, score, nums, nums64, cats, toInt64(${knownAt}) AS known,
    ${segment}, cityHash64(version, arm, segment) AS who
  FROM answers
),
bins AS (
  SELECT bitXor(cityHash64(model, grid), toUInt64(toInt8(slots)) * 65536 + slot) AS slot_key, edges, categories,
    grids.known AS known_values, low, high, empty(reference) AS provisional
  FROM grids FINAL WHERE model IN {models:Array(String)} AND grid IN {grids:Array(String)}
),
numbers AS (
  SELECT model, bucket, version, arm, segment, grid, known, who,
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
  SELECT any(model) AS model, bucket, any(version) AS version, any(arm) AS arm, any(segment) AS segment, any(grid) AS grid,
    any(known) AS known, who, any(slot) AS slot, slot_key, any(ifNull(toString(text), '')) AS name, missing, count() AS c,
    cityHash64(slot_key, name) AS place_key
  FROM (
    SELECT model, bucket, version, arm, segment, grid, known, who, text, slot, isNull(text) AS missing, bitXor(plan_key, 3 * 65536 + toUInt64(slot)) AS slot_key, cityHash64(ifNull(toString(text), '')) AS name_key
    FROM rows ARRAY JOIN cats AS text, arrayEnumerate(cats) AS slot
  )
  GROUP BY bucket, who, slot_key, missing, name_key
),
places AS (
  SELECT cityHash64(slot_key, name) AS place_key, toInt32(indexOf(categories, name)) - 1 AS bin, has(known_values, name) AS is_known
  FROM (SELECT slot_key, categories, known_values, arrayJoin(arrayDistinct(arrayConcat(categories, known_values))) AS name FROM bins)
)
SELECT any(model), bucket, any(version), any(arm), any(segment), any(slots), any(slot), any(grid),
  fromUnixTimestamp64Milli(any(known), 'UTC'), count(), countIf(missing), countIf(x < low), countIf(x > high), 0,
  sumIf(x, NOT missing), sumIf(x * x, NOT missing), if(countIf(NOT missing) = 0, nan, minIf(x, NOT missing)),
  if(countIf(NOT missing) = 0, nan, maxIf(x, NOT missing)), '', 0,
  arraySlice(countResample(0, ${MOST_BINS}, 1)(if(missing, -1, toInt32(bin))), 1, any(size))
FROM numbers ASOF INNER JOIN edges ON numbers.slot_key = edges.slot_key AND numbers.place >= edges.starts
GROUP BY bucket, who, numbers.slot_key
UNION ALL
SELECT t.model, bucket, version, arm, segment, 3, slot, grid, fromUnixTimestamp64Milli(known, 'UTC'), n, absent, 0, 0,
  if(empty(b.known_values), 0, strange), 0, 0, nan, nan, top.2, top.1,
  if(b.provisional, [], arrayPushBack(arraySlice(counts, 1, length(b.categories)), others))
FROM (
  SELECT any(model) AS model, bucket, any(version) AS version, any(arm) AS arm, any(segment) AS segment, any(grid) AS grid,
    any(known) AS known, any(slot) AS slot, slot_key, sum(c) AS n, sumIf(c, missing) AS absent,
    sumIf(c, NOT missing AND NOT is_known) AS strange, sumIf(c, NOT missing AND (place.place_key = 0 OR place.bin < 0)) AS others, maxIf((c, name), NOT missing) AS top,
    sumResample(0, ${MOST_BINS}, 1)(c, if(missing OR place.place_key = 0, -1, place.bin)) AS counts
  FROM texts LEFT ANY JOIN places AS place ON place.place_key = texts.place_key
  GROUP BY bucket, who, slot_key
) AS t
LEFT ANY JOIN bins AS b ON b.slot_key = t.slot_key`;

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
