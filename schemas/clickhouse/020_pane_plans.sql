-- How the rows of a model are counted: contract and frozen reference in the form the pane statements join with.
CREATE TABLE IF NOT EXISTS pane_plans (
  model LowCardinality(String) COMMENT 'name of the model',
  grid LowCardinality(String) COMMENT 'id of the plan: digest of contract and reference; panes with the same grid can be added',
  task LowCardinality(String) COMMENT 'binary, multiclass, regression or ranking',
  base_ms UInt32 COMMENT 'length of the base window in ms',
  lateness_ms UInt32 COMMENT 'how long after its end a window waits for rows, ms',
  slow_lag_ms UInt32 COMMENT 'how much longer hours and cohorts wait, ms',
  mature_ms UInt64 COMMENT 'age at which the labels of a cohort count as complete, ms; 0 without labels',
  batch_ms UInt64 COMMENT 'length of a label cohort, ms; 0 without labels',
  drift_ms UInt64 COMMENT 'length of a drift window, ms',
  epochs Array(UInt64) COMMENT 'lengths of the epochs in which a unit counts once, ms; empty unless randomised by unit',
  kpis Array(String) COMMENT 'names of the KPIs',
  kpi_horizons Array(UInt64) COMMENT 'how long after the answer an outcome counts, by KPI, ms',
  kpi_lower Array(Bool) COMMENT 'whether less is better, by KPI',
  threshold Float64 COMMENT 'score from which an answer is positive',
  slow_ms Float64 COMMENT 'latency above which an answer is slow; 1.7976931348623157e308 without an objective',
  segments Array(String) COMMENT 'names of the segments in contract order',
  segment_values Array(Array(String)) COMMENT 'values told apart, by segment; all others are other; none listed: every value is told apart',
  region UInt8 COMMENT 'place of the region among the segments from 1; 0 without',
  num Array(String) COMMENT 'feature by slot of the 32-bit numbers; empty when retired',
  num_low Array(Float64) COMMENT 'smallest legal value by slot',
  num_high Array(Float64) COMMENT 'largest legal value by slot',
  num64 Array(String) COMMENT 'feature by slot of the 64-bit numbers; empty when retired',
  num64_low Array(Float64) COMMENT 'smallest legal value by slot',
  num64_high Array(Float64) COMMENT 'largest legal value by slot',
  cat Array(String) COMMENT 'feature by slot of the categories; empty when retired',
  cat_checked Array(Bool) COMMENT 'whether unseen values are counted, by slot',
  score_low Float64 COMMENT 'lower end of the score bins',
  score_high Float64 COMMENT 'upper end of the score bins',
  computed_at DateTime64(3, 'UTC') DEFAULT now64(3) COMMENT 'when the row was written; the last one is read'
) ENGINE = ReplacingMergeTree(computed_at)
ORDER BY (model, grid)
SETTINGS fsync_after_insert = 1
COMMENT 'counting plan of each model and contract; read with FINAL';
