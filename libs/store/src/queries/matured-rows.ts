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

/**
 * Answers of the cohorts beside the newest revision of their labels that arrived before the cohort was due, with losses
 * in fixed point 1e9. With labels of positives only, silence is a negative. `heard` are answers whose label came. Both sides are bound by their partition column, and a label belongs to its own hour only.
 */
export const MATURED = `${answers(ANSWERS, ['task', 'threshold', 'wrong_above', 'positive_only', 'score_low', 'score_high', 'base_ms', 'lateness_ms', 'slow_lag_ms', 'mature_ms', 'batch_ms'])}, ${ROLES},
made AS (
  SELECT *, ${HOUR} AS hour, toInt64(${COHORT_DUE}) AS due FROM answers
  WHERE status = 'ok' AND (NOT isNaN(score) OR class != '')
),
told AS (
  SELECT l.model AS model, l.cohort_hour AS cohort_hour, l.prediction_id AS prediction_id, argMax(l.value, l.revision) AS truth,
    argMax(toString(l.class), l.revision) AS truth_class, argMax(l.observed_at, l.revision) AS observed_at
  FROM (
    SELECT *, cohort_hour AS hour FROM labels FINAL
    WHERE model IN {models:Array(String)}
      AND cohort_hour >= toDateTime({from:UInt32}, 'UTC') AND cohort_hour < toDateTime({until:UInt32}, 'UTC')
  ) AS l
  INNER JOIN plans ON l.model = plan_model
  WHERE toUInt32(hour) >= since AND toUInt32(hour) < upto AND toUnixTimestamp64Milli(l.appended_at) < toInt64(${COHORT_DUE})
  GROUP BY model, cohort_hour, prediction_id
),
joined AS (
  SELECT made.*, told.prediction_id = made.prediction_id AS heard, heard OR positive_only AS labelled, truth, truth_class, observed_at,
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
