-- How good the answers of each hour turned out to be, by version, role and segment, once their labels were mature.
CREATE VIEW IF NOT EXISTS performance (
  model LowCardinality(String) COMMENT 'name of the model',
  hour DateTime('UTC') COMMENT 'hour in which the predictions were made',
  version LowCardinality(String) COMMENT 'model version that answered',
  role String COMMENT 'sole, candidate, control, holdback or shadow',
  segment LowCardinality(String) COMMENT 'all, or name=value',
  n UInt64 COMMENT 'predictions made',
  labelled UInt64 COMMENT 'predictions whose truth is known',
  coverage Float64 COMMENT 'share of predictions whose truth is known',
  positive_rate Nullable(Float64) COMMENT 'share of labels that are positive',
  accuracy Nullable(Float64) COMMENT 'share of right answers; NULL for a regression',
  precision Nullable(Float64) COMMENT 'right among those called positive; binary only',
  recall Nullable(Float64) COMMENT 'found among the positive ones; binary only',
  f1 Nullable(Float64) COMMENT '2tp / (2tp + fp + fn); binary only',
  auc Nullable(Float64) COMMENT 'area under the ROC curve from 200 score bins; NULL unless both classes occur',
  average_precision Nullable(Float64) COMMENT 'mean precision over recall, from 200 score bins',
  log_loss Nullable(Float64) COMMENT 'mean -ln p(truth); binary only',
  brier Nullable(Float64) COMMENT 'mean squared error of the probability; binary only',
  calibration_error Nullable(Float64) COMMENT 'expected calibration error over ten cells of the score',
  mae Nullable(Float64) COMMENT 'mean absolute error; regression only',
  rmse Nullable(Float64) COMMENT 'root of the mean squared error; regression only'
) AS
SELECT model, hour, version, role, segment, n, labelled, labelled / n AS coverage,
  if(labelled = 0, NULL, positives / labelled) AS positive_rate, if(regression OR labelled = 0, NULL, (tp + tn) / labelled) AS accuracy,
  if(NOT binary OR tp + fp = 0, NULL, tp / (tp + fp)) AS precision, if(NOT binary OR tp + fn = 0, NULL, tp / (tp + fn)) AS recall,
  if(NOT binary OR tp + fp + fn = 0, NULL, 2 * tp / (2 * tp + fp + fn)) AS f1,
  if(NOT binary OR arraySum(sp) = 0 OR arraySum(sn) = 0, NULL,
    arraySum((p, m, below) -> p * (below - m / 2), sp, sn, arrayCumSum(sn)) / arraySum(sp) / arraySum(sn)) AS auc,
  if(NOT binary OR arraySum(sp) = 0, NULL, arraySum((p, found, flagged) -> if(p = 0, 0, p * found / flagged), arrayReverse(sp),
    arrayCumSum(arrayReverse(sp)), arrayCumSum(arrayReverse(arrayMap((p, m) -> p + m, sp, sn)))) / arraySum(sp)) AS average_precision,
  if(NOT binary OR labelled = 0, NULL, log_loss_sum / 1e9 / labelled) AS log_loss, if(NOT binary OR labelled = 0, NULL, brier_sum / 1e9 / labelled) AS brier,
  if(NOT binary OR labelled = 0, NULL, arraySum(cell -> abs(arraySum(arraySlice(sp, cell * 20 + 1, 20))
    - arraySum((p, m, i) -> (p + m) * (i - 0.5) / 200, arraySlice(sp, cell * 20 + 1, 20), arraySlice(sn, cell * 20 + 1, 20),
      arraySlice(arrayEnumerate(sp), cell * 20 + 1, 20))), range(10)) / labelled) AS calibration_error,
  if(NOT regression OR labelled = 0, NULL, absolute_error / labelled) AS mae, if(NOT regression OR labelled = 0, NULL, sqrt(squared_error / labelled)) AS rmse
FROM (
  SELECT h.model AS model, hour, version, toString(role) AS role, segment, n, labelled, positives, tp, fp, fn, tn, log_loss AS log_loss_sum,
    brier AS brier_sum, absolute_error, squared_error, score_positives AS sp, score_negatives AS sn,
    task = 'binary' AS binary, task IN ('regression', 'ranking') AS regression
  FROM label_hours AS h FINAL
  INNER JOIN (SELECT model, grid, task FROM pane_plans FINAL) AS p ON p.model = h.model AND p.grid = h.grid
);
