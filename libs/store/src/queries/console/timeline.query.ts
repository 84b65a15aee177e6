import { defineQuery, type Row } from '../../query.js';

/** A stretch of event time of one model, cut into buckets; all in ms. */
export type TimelineRange = Readonly<{ model: string; from: number; until: number; bucket: number }>;

const RANGE = { model: 'String', from: 'Int64', until: 'Int64', bucket: 'Int64' } as const;
const SINCE = `model = {model:String} AND window_start >= fromUnixTimestamp64Milli({from:Int64})`;
const bucketOf = (at: string): string => `intDiv(${at}, {bucket:Int64}) * {bucket:Int64}`;
const inside = (at: string): string => `${at} >= {from:Int64} AND ${at} < {until:Int64}`;
const text = (raw: Row, name: string): string => String(raw[name]);
const number = (raw: Row, name: string): number => Number(raw[name]);

/** First and last moment a model was reported on, ms; zeros before the first report. */
export const reportedSpanQuery = defineQuery<{ model: string }, { from: number; until: number }>({
  name: 'reported-span',
  sql: `
SELECT toUnixTimestamp64Milli(min(window_start)) AS from, toUnixTimestamp64Milli(max(window_end)) AS until
FROM evidence WHERE model = {model:String}`,
  params: { model: 'String' },
  row: (raw) => ({ from: number(raw, 'from'), until: number(raw, 'until') }),
});

/** Answers by bucket and version, as the judge was shown them. */
export const trafficPointsQuery = defineQuery<
  TimelineRange,
  { at: number; version: string; predictions: number; positives: number; errors: number }
>({
  name: 'traffic-points',
  sql: `
SELECT ${bucketOf('toUnixTimestamp64Milli(window_start)')} AS at, cell.1 AS version, sum(cell.3) AS predictions, sum(cell.4) AS positives, sum(cell.5) AS errors
FROM evidence FINAL
ARRAY JOIN JSONExtract(body, 'serving', 'Array(Tuple(version String, region String, n UInt64, positives UInt64, errors UInt64))') AS cell
WHERE ${SINCE} AND ${inside('toUnixTimestamp64Milli(window_start)')} AND cell.2 = 'all'
GROUP BY at, version ORDER BY at, version`,
  params: RANGE,
  row: (raw) => ({
    at: number(raw, 'at'),
    version: text(raw, 'version'),
    predictions: number(raw, 'predictions'),
    positives: number(raw, 'positives'),
    errors: number(raw, 'errors'),
  }),
});

/** Matured risk by bucket of prediction time and version, over all regions; risk is the mean Brier loss. */
export const riskPointsQuery = defineQuery<
  TimelineRange,
  { at: number; version: string; role: string; labelled: number; positives: number; risk: number }
>({
  name: 'risk-points',
  sql: `
SELECT ${bucketOf('cell.1[1]')} AS at, cell.2 AS version, any(cell.3) AS role, sum(cell.5) AS labelled, sum(cell.6) AS positives, sum(cell.7) / 1e9 / sum(cell.5) AS risk
FROM evidence FINAL
ARRAY JOIN JSONExtract(body, 'cohorts', 'Array(Tuple(over Array(Int64), version String, role String, region String, labelled UInt64, positives UInt64, brier Int64))') AS cell
WHERE ${SINCE} AND ${inside('cell.1[1]')} AND cell.4 = 'all' AND cell.5 > 0
GROUP BY at, version ORDER BY at, version`,
  params: RANGE,
  row: (raw) => ({
    at: number(raw, 'at'),
    version: text(raw, 'version'),
    role: text(raw, 'role'),
    labelled: number(raw, 'labelled'),
    positives: number(raw, 'positives'),
    risk: number(raw, 'risk'),
  }),
});

/** Farthest distance of every feature by bucket, over all regions. */
export const driftPointsQuery = defineQuery<
  TimelineRange,
  { at: number; feature: string; psi: number; noise: number }
>({
  name: 'drift-points',
  sql: `
SELECT ${bucketOf('cell.1[1]')} AS at, cell.2 AS feature, max(cell.4) AS psi, argMax(cell.5, cell.4) AS noise
FROM evidence FINAL
ARRAY JOIN JSONExtract(body, 'drift', 'Array(Tuple(over Array(Int64), feature String, region String, psi Float64, psi_noise Float64))') AS cell
WHERE ${SINCE} AND ${inside('cell.1[1]')} AND cell.3 = 'all'
GROUP BY at, feature ORDER BY at, feature`,
  params: RANGE,
  row: (raw) => ({
    at: number(raw, 'at'),
    feature: text(raw, 'feature'),
    psi: number(raw, 'psi'),
    noise: number(raw, 'noise'),
  }),
});

/** Business measures by bucket and version, over all segments. */
export const kpiPointsQuery = defineQuery<
  TimelineRange,
  { at: number; kpi: string; version: string; units: number; reached: number }
>({
  name: 'kpi-points',
  sql: `
SELECT ${bucketOf('cell.1[1]')} AS at, cell.2 AS kpi, cell.3 AS version, sum(cell.5) AS units, sum(cell.6) AS reached
FROM evidence FINAL
ARRAY JOIN JSONExtract(body, 'kpis', 'Array(Tuple(over Array(Int64), kpi String, version String, segment String, units UInt64, reached UInt64))') AS cell
WHERE ${SINCE} AND ${inside('cell.1[1]')} AND cell.4 = 'all'
GROUP BY at, kpi, version ORDER BY at, kpi, version`,
  params: RANGE,
  row: (raw) => ({
    at: number(raw, 'at'),
    kpi: text(raw, 'kpi'),
    version: text(raw, 'version'),
    units: number(raw, 'units'),
    reached: number(raw, 'reached'),
  }),
});
