import { defineQuery, type Row } from '../query.js';

/** One logged answer with the features it was made from, by slot; missing numbers are null. */
export interface LoggedAnswer {
  readonly id: string;
  readonly time: number;
  readonly version: string;
  readonly region: string;
  readonly instance: string;
  /** The answer itself: the score, the value, or the largest of the class scores. */
  readonly score: number | null;
  readonly num: readonly (number | null)[];
  readonly num64: readonly (number | null)[];
  readonly cat: readonly (string | null)[];
}

/**
 * The answers of a range (ms) with the smallest SHA-256 of their ids, `most` of each region and version: the same rows
 * whoever asks. `place` is the region's place among the segments from 1; 0 without regions.
 */
export const sampleAnswers = defineQuery<
  {
    model: string;
    from: number;
    until: number;
    versions: readonly string[];
    place: number;
    most: number;
  },
  LoggedAnswer
>({
  name: 'sample-answers',
  sql: `
SELECT if(prediction_ref = '', toString(prediction_id), prediction_ref) AS id, toUnixTimestamp64Milli(event_time) AS time, version,
  if({place:UInt8} = 0, 'all', segments[{place:UInt8}]) AS region, instance,
  if(isNaN(score), if(empty(scores), nan, toFloat64(arrayMax(scores))), score) AS score, num, num64, cat
FROM predictions FINAL
WHERE late = false AND model = {model:String} AND arm = 'live' AND status = 'ok' AND version IN {versions:Array(String)}
  AND window_start >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND window_start < fromUnixTimestamp64Milli({until:Int64}, 'UTC')
ORDER BY SHA256(id), time, version, region
LIMIT {most:UInt32} BY region, version`,
  params: {
    model: 'String',
    from: 'Int64',
    until: 'Int64',
    versions: 'Array(String)',
    place: 'UInt8',
    most: 'UInt32',
  },
  settings: { do_not_merge_across_partitions_select_final: 1 },
  row: (raw: Row) => raw as unknown as LoggedAnswer,
});
