-- Traffic of each base window: counts of what was served, marginal over each segment value and over all.
CREATE TABLE IF NOT EXISTS serving_windows (
  model LowCardinality(String) COMMENT 'name of the model',
  window_start DateTime('UTC') COMMENT 'start of the base window' CODEC(DoubleDelta, ZSTD(1)),
  version LowCardinality(String) COMMENT 'model version that answered',
  arm Enum8('live' = 0, 'shadow' = 1) COMMENT 'live: the answers were used; shadow: computed beside',
  segment LowCardinality(String) COMMENT 'all, or name=value; rare values are name=other',
  known_at DateTime64(3, 'UTC') COMMENT 'arrival time up to which rows count; the first is revision 0, later ones include late rows',
  role Enum8('sole' = 0, 'candidate' = 1, 'control' = 2, 'holdback' = 3, 'shadow' = 4) COMMENT 'part of the version under the newest route its rows name',
  grid LowCardinality(String) COMMENT 'counting plan, see pane_plans',
  n UInt64 COMMENT 'answers',
  errors UInt64 COMMENT 'answers with status error',
  timeouts UInt64 COMMENT 'answers with status timeout',
  slow UInt64 COMMENT 'answers slower than the objective of the contract',
  late UInt64 COMMENT 'answers that came too late for revision 0; 0 in revision 0',
  units UInt64 COMMENT 'distinct units',
  positives UInt64 COMMENT 'scores at or above the threshold',
  num_missing Array(UInt64) COMMENT 'missing values by slot of the 32-bit numbers',
  num_outside Array(UInt64) COMMENT 'values outside the legal range by slot',
  num64_missing Array(UInt64) COMMENT 'missing values by slot of the 64-bit numbers',
  num64_outside Array(UInt64) COMMENT 'values outside the legal range by slot',
  cat_missing Array(UInt64) COMMENT 'missing values by slot of the categories',
  cat_unseen Array(UInt64) COMMENT 'values neither contract nor reference know, by slot',
  latency Array(UInt64) COMMENT 'answers by latency: 128 bins, 7 to a doubling from 0.25 ms, see latency_quantile',
  scores Array(UInt64) COMMENT 'answers by score: 64 equal bins between the ends of the plan',
  revisions Map(UInt32, UInt64) COMMENT 'answers by route revision',
  artifacts Map(String, UInt64) COMMENT 'answers by artifact digest',
  instances Map(String, UInt64) COMMENT 'answers by serving instance; segment all only',
  runtimes Map(String, UInt64) COMMENT 'answers by image, feature view and configuration; segment all only',
  computed_at DateTime64(3, 'UTC') DEFAULT now64(3) COMMENT 'when the row was written; the last one is read'
) ENGINE = ReplacingMergeTree(computed_at)
PARTITION BY toYYYYMM(window_start)
ORDER BY (model, window_start, version, arm, segment, known_at)
TTL toDateTime(computed_at) + INTERVAL 400 DAY
SETTINGS index_granularity = 1024, ttl_only_drop_parts = 1, fsync_after_insert = 1
COMMENT 'traffic of each base window; read with FINAL';
