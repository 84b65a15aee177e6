import { answers, dueAt, ms, ROLES } from './pane-parts.js';

const HOUR = 'toStartOfHour(event_time)';

const ANSWERS = [
  'prediction_id',
  'version',
  'arm',
  'event_time',
  'unit',
  'status',
  'score',
  'class',
  'scores',
  'route_revision',
  'segment_places',
  'region',
];

/** End (ms) of the label cohort an hour belongs to: cohorts are aligned to the epoch and last at least an hour. */
export const COHORT_END = `((intDiv(${ms('hour')}, greatest(batch_ms, 3600000)) + 1) * greatest(batch_ms, 3600000))`;

/** Moment (ms) at which a cohort counts as complete and is due. */
export const COHORT_DUE = dueAt(`(${COHORT_END} + mature_ms)`);

/** A kind of truth: when its cohorts are complete, who tells it before they are due (ms), and whether silence does. */
interface Telling {
  readonly complete: 'mature_ms' | 'proxy_ms';
  readonly told: (due: string) => string;
  readonly silence: string;
}

const LABELS = (
  due: string,
): string => `SELECT l.model AS model, l.cohort_hour AS cohort_hour, l.prediction_id AS prediction_id, argMax(l.value, l.revision) AS truth,
    argMax(toString(l.class), l.revision) AS truth_class, argMax(l.observed_at, l.revision) AS observed_at
  FROM (
    SELECT *, cohort_hour AS hour FROM labels FINAL
    WHERE model IN {models:Array(String)}
      AND cohort_hour >= toDateTime({from:UInt32}, 'UTC') AND cohort_hour < toDateTime({until:UInt32}, 'UTC')
  ) AS l
  INNER JOIN plans ON l.model = plan_model
  WHERE toUInt32(hour) >= since AND toUInt32(hour) < upto AND toUnixTimestamp64Milli(l.appended_at) < toInt64(${due})
  GROUP BY model, cohort_hour, prediction_id`;

/** Outcomes that name a prediction, under the name the contract gives its proxy. */
const PROXIES = `SELECT m.model AS model, m.hour AS cohort_hour, m.prediction_id AS prediction_id, argMax(o.value, (o.event_time, o.value)) AS truth,
    '' AS truth_class, max(o.event_time) AS observed_at
  FROM (
    SELECT * FROM outcomes FINAL
    WHERE model IN {models:Array(String)}
      AND event_time >= toDateTime({from:UInt32}, 'UTC') AND event_time < toDateTime({until:UInt32}, 'UTC') + INTERVAL 40 DAY
  ) AS o
  INNER JOIN (SELECT DISTINCT model, hour, prediction_id, proxy, due FROM made) AS m
    ON m.model = o.model AND m.prediction_id = o.prediction_id AND m.proxy = o.kpi
  WHERE toUnixTimestamp64Milli(o.appended_at) < m.due AND o.event_time >= m.hour AND o.event_time < m.hour + INTERVAL 40 DAY
  GROUP BY model, cohort_hour, prediction_id`;

/**
 * Answers of the cohorts beside the newest revision of their labels that arrived before the cohort was due, with losses
 * in fixed point 1e9. `heard` are answers whose label came. Both sides are bound by their partition column, and a label
 * belongs to its own hour only.
 */
const joinedWith = ({ complete, told, silence }: Telling): string => {
  const due = dueAt(`(${COHORT_END} + ${complete})`);
  return `${answers(ANSWERS, ['task', 'threshold', 'wrong_above', 'positive_only', 'proxy', 'proxy_ms', 'score_low', 'score_high', 'base_ms', 'lateness_ms', 'slow_lag_ms', 'mature_ms', 'batch_ms'])}, ${ROLES},
made AS (
  SELECT *, ${HOUR} AS hour, toInt64(${due}) AS due FROM answers
  WHERE status = 'ok' AND (NOT isNaN(score) OR class != '')
),
told AS (
  ${told(due)}
),
joined AS (
  SELECT made.*, told.prediction_id = made.prediction_id AS heard, heard OR ${silence} AS labelled, truth, truth_class, observed_at,
    labelled AND if(truth_class = '', truth >= 0.5, truth_class IN ('1', 'true')) AS positive,
    multiIf(
      NOT labelled, NULL,
      task = 'binary', (score >= threshold) != positive,
      task = 'multiclass', class != if(truth_class = '', toString(truth), truth_class),
      wrong_above <= 1, loss > wrong_above * 1e9,
      NULL
    ) AS wrong,
    multiIf(
      NOT labelled, toInt64(0),
      task = 'binary', toInt64(round(pow(score - positive, 2) * 1e9)),
      task = 'multiclass', toInt64(class != if(truth_class = '', toString(truth), truth_class)) * 1000000000,
      toInt64(round(least(1, abs(score - truth) / (score_high - score_low)) * 1e9))
    ) AS loss,
    if(labelled AND task = 'binary', toInt64(round(-log(greatest(1e-15, least(1 - 1e-15, if(positive, score, 1 - score)))) * 1e9)), toInt64(0)) AS log_loss_row
  FROM made
  LEFT ANY JOIN told ON told.model = made.model AND told.cohort_hour = made.hour AND told.prediction_id = made.prediction_id
)`;
};

/** Answers beside the truth; with labels of positives only, silence is a negative. */
export const MATURED = joinedWith({ complete: 'mature_ms', told: LABELS, silence: 'positive_only' });

/** Answers beside the early proxy of the truth that the contract names. */
export const PROXIED = joinedWith({ complete: 'proxy_ms', told: () => PROXIES, silence: 'false' });
