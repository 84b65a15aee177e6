import { defineQuery, type Row } from '../query.js';

/** One labelled prediction with its features by slot; missing numbers are null. */
export interface TrainingRow {
  readonly id: string;
  readonly time: number;
  readonly label: number;
  readonly segments: readonly string[];
  readonly num: readonly (number | null)[];
  readonly num64: readonly (number | null)[];
  readonly cat: readonly (string | null)[];
}

const trainingRow = (raw: Row): TrainingRow => ({
  id: String(raw['id']),
  time: Number(raw['time']),
  label: raw['label'] === null ? Number.NaN : Number(raw['label']),
  segments: raw['segments'] as string[],
  num: raw['num'] as (number | null)[],
  num64: raw['num64'] as (number | null)[],
  cat: raw['cat'] as (string | null)[],
});

const LABELLED = `SELECT
  if(p.prediction_ref = '', toString(p.prediction_id), p.prediction_ref) AS id,
  toUnixTimestamp64Milli(p.event_time) AS time,
  if(l.heard, l.label, 0) AS label, p.segments AS segments, p.num AS num, p.num64 AS num64, p.cat AS cat
FROM (
  SELECT prediction_id, prediction_ref, event_time, segments, num, num64, cat
  FROM predictions FINAL
  WHERE model = {model:String} AND arm = 'live' AND status = 'ok'
    AND window_start >= toStartOfDay(fromUnixTimestamp64Milli({from:Int64}, 'UTC')) AND window_start < fromUnixTimestamp64Milli({until:Int64}, 'UTC')
    AND event_time >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND event_time < fromUnixTimestamp64Milli({until:Int64}, 'UTC')
    AND appended_at < fromUnixTimestamp64Milli({known_at:Int64}, 'UTC')
  ORDER BY prediction_id, late
  LIMIT 1 BY prediction_id
) AS p
LEFT JOIN (
  SELECT prediction_id, true AS heard, argMax(value, revision) AS label
  FROM labels FINAL
  WHERE model = {model:String}
    AND cohort_hour >= toStartOfHour(fromUnixTimestamp64Milli({from:Int64}, 'UTC')) AND cohort_hour < fromUnixTimestamp64Milli({until:Int64}, 'UTC')
    AND appended_at < fromUnixTimestamp64Milli({known_at:Int64}, 'UTC')
  GROUP BY prediction_id
) AS l USING (prediction_id)
WHERE l.heard OR ({silence_ms:Int64} >= 0 AND toUnixTimestamp64Milli(p.event_time) + {silence_ms:Int64} <= {known_at:Int64})
`;

/**
 * Predictions of a range with their newest label, both as known at a moment (ms): what a model may be trained on then.
 * With labels of positives only (`silence_ms` ≥ 0) an answer that old without a label is a negative.
 */
export const trainingRowsQuery = defineQuery<
  { model: string; from: number; until: number; known_at: number; silence_ms: number },
  TrainingRow
>({
  name: 'training-rows',
  sql: `
${LABELLED}ORDER BY time, id`,
  params: { model: 'String', from: 'Int64', until: 'Int64', known_at: 'Int64', silence_ms: 'Int64' },
  settings: { do_not_merge_across_partitions_select_final: 1 },
  row: trainingRow,
});

/** Of those rows the `most` with the smallest SHA-256 of their ids: the same rows whoever asks. */
export const labelledSample = defineQuery<
  { model: string; from: number; until: number; known_at: number; silence_ms: number; most: number },
  TrainingRow
>({
  name: 'labelled-sample',
  sql: `
${LABELLED}ORDER BY SHA256(id), time LIMIT {most:UInt32}`,
  params: {
    model: 'String',
    from: 'Int64',
    until: 'Int64',
    known_at: 'Int64',
    silence_ms: 'Int64',
    most: 'UInt32',
  },
  settings: { do_not_merge_across_partitions_select_final: 1 },
  row: trainingRow,
});
