import { defineQuery } from '../../query.js';

/** One day of a model's live traffic. Times are ms (start of the UTC day). */
export interface TrafficDay {
  readonly day: number;
  readonly version: string;
  readonly predictions: number;
  readonly positives: number;
  readonly errors: number;
}

/** Answers by day and version, as the judge was shown them. */
export const trafficByDayQuery = defineQuery<{ model: string }, TrafficDay>({
  name: 'traffic-by-day',
  sql: `
SELECT toUnixTimestamp(toStartOfDay(window_start)) * 1000 AS day, cell.1 AS version, sum(cell.3) AS predictions, sum(cell.4) AS positives, sum(cell.5) AS errors
FROM evidence FINAL
ARRAY JOIN JSONExtract(body, 'serving', 'Array(Tuple(version String, region String, n UInt64, positives UInt64, errors UInt64))') AS cell
WHERE model = {model:String} AND cell.2 = 'all'
GROUP BY day, version ORDER BY day, version`,
  params: { model: 'String' },
  row: (raw) => ({
    day: Number(raw['day']),
    version: String(raw['version']),
    predictions: Number(raw['predictions']),
    positives: Number(raw['positives']),
    errors: Number(raw['errors']),
  }),
});

/** Matured truth of one day of predictions of one version. */
export interface RiskDay {
  readonly day: number;
  readonly version: string;
  readonly role: string;
  readonly labelled: number;
  readonly positives: number;
  /** Mean Brier loss. */
  readonly risk: number;
}

/** Matured risk by day and version, over all regions. */
export const riskByDayQuery = defineQuery<{ model: string }, RiskDay>({
  name: 'risk-by-day',
  sql: `
SELECT intDiv(cell.1[1], 86400000) * 86400000 AS day, cell.2 AS version, any(cell.3) AS role, sum(cell.5) AS labelled, sum(cell.6) AS positives, sum(cell.7) / 1e9 / sum(cell.5) AS risk
FROM evidence FINAL
ARRAY JOIN JSONExtract(body, 'cohorts', 'Array(Tuple(over Array(Int64), version String, role String, region String, labelled UInt64, positives UInt64, brier Int64))') AS cell
WHERE model = {model:String} AND cell.4 != 'all' AND cell.5 > 0
GROUP BY day, version ORDER BY day, version`,
  params: { model: 'String' },
  row: (raw) => ({
    day: Number(raw['day']),
    version: String(raw['version']),
    role: String(raw['role']),
    labelled: Number(raw['labelled']),
    positives: Number(raw['positives']),
    risk: Number(raw['risk']),
  }),
});

/** Distance of one feature from its reference over one drift window. */
export interface DriftPoint {
  readonly from: number;
  readonly feature: string;
  readonly psi: number;
  readonly noise: number;
}

/** Drift of every feature over all regions, in time. */
export const driftPointsQuery = defineQuery<{ model: string }, DriftPoint>({
  name: 'drift-points',
  sql: `
SELECT cell.1[1] AS from, cell.2 AS feature, cell.4 AS psi, cell.5 AS noise
FROM evidence FINAL
ARRAY JOIN JSONExtract(body, 'drift', 'Array(Tuple(over Array(Int64), feature String, region String, psi Float64, psi_noise Float64))') AS cell
WHERE model = {model:String} AND cell.3 = 'all'
ORDER BY from, feature`,
  params: { model: 'String' },
  row: (raw) => ({
    from: Number(raw['from']),
    feature: String(raw['feature']),
    psi: Number(raw['psi']),
    noise: Number(raw['noise']),
  }),
});
