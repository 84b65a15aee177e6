-- Matured truth about the predictions of each hour. Losses are fixed point, 1e9 to one.
CREATE TABLE IF NOT EXISTS label_hours (
  model LowCardinality(String) COMMENT 'name of the model',
  hour DateTime('UTC') COMMENT 'hour in which the predictions were made' CODEC(DoubleDelta, ZSTD(1)),
  version LowCardinality(String) COMMENT 'model version that answered',
  arm Enum8('live' = 0, 'shadow' = 1) COMMENT 'live: the answers were used; shadow: computed beside',
  segment LowCardinality(String) COMMENT 'all, or name=value; rare values are name=other',
  known_at DateTime64(3, 'UTC') COMMENT 'arrival time up to which labels count',
  role Enum8('sole' = 0, 'candidate' = 1, 'control' = 2, 'holdback' = 3, 'shadow' = 4) COMMENT 'part of the version under the newest route its rows name',
  grid LowCardinality(String) COMMENT 'counting plan, see pane_plans',
  n UInt64 COMMENT 'predictions made',
  labelled UInt64 COMMENT 'predictions whose truth is known',
  positives UInt64 COMMENT 'labelled positive',
  tp UInt64 COMMENT 'positive, and said so (multiclass: right answers)',
  fp UInt64 COMMENT 'negative, but said positive (multiclass: wrong answers)',
  fn UInt64 COMMENT 'positive, but said negative (multiclass: 0)',
  tn UInt64 COMMENT 'negative, and said so (multiclass: 0)',
  log_loss Int64 COMMENT 'sum of -ln p(truth), fixed point 1e9; 0 unless binary',
  brier Int64 COMMENT 'sum of the risk loss, fixed point 1e9: Brier loss; multiclass: 1 when wrong; regression: absolute error over the score range, at most 1',
  absolute_error Float64 COMMENT 'sum of |value - truth| of a regression (the last digits depend on the order of rows)',
  squared_error Float64 COMMENT 'sum of (value - truth)^2 of a regression',
  batch_n Array(UInt64) COMMENT 'labelled predictions by unit modulo 8',
  batch_loss Array(Int64) COMMENT 'their risk loss, fixed point 1e9',
  bin_n Array(UInt64) COMMENT 'labelled predictions by score: 20 equal bins',
  bin_loss Array(Int64) COMMENT 'their risk loss, fixed point 1e9',
  score_positives Array(UInt64) COMMENT 'labelled positive by score: 200 equal bins',
  score_negatives Array(UInt64) COMMENT 'labelled negative by score: 200 equal bins',
  delays Map(UInt16, UInt64) COMMENT 'labels by age in whole hours when the truth was observed',
  delay_positives Map(UInt16, UInt64) COMMENT 'positive ones among them',
  revisions Map(UInt32, UInt64) COMMENT 'predictions by route revision',
  computed_at DateTime64(3, 'UTC') DEFAULT now64(3) COMMENT 'when the row was written; the last one is read'
) ENGINE = ReplacingMergeTree(computed_at)
PARTITION BY toYYYYMM(hour)
ORDER BY (model, hour, version, arm, segment, known_at)
TTL toDateTime(computed_at) + INTERVAL 400 DAY
SETTINGS index_granularity = 1024, ttl_only_drop_parts = 1, fsync_after_insert = 1
COMMENT 'matured truth by hour of prediction; read with FINAL';
