-- One row per delivered answer of any model; features in array slots whose meaning stands in models.v1.
CREATE TABLE IF NOT EXISTS predictions (
  late Bool COMMENT 'true when it arrived at or after the end of its window plus the contract''s lateness: not in revision 0',
  model LowCardinality(String) COMMENT 'name of the model',
  window_start DateTime('UTC') COMMENT 'start of the base window that event_time falls in' CODEC(DoubleDelta, ZSTD(1)),
  prediction_id UUID COMMENT 'a valid UUID as it is, else UUIDv8 of SHA-256 of the id; original in prediction_ref',
  version LowCardinality(String) COMMENT 'model version that answered',
  arm Enum8('live' = 0, 'shadow' = 1) COMMENT 'live: the answer was used; shadow: computed beside for comparison',
  event_time DateTime64(3, 'UTC') COMMENT 'when the answer was given or given up',
  appended_at DateTime64(3, 'UTC') COMMENT 'arrival time: when the log received the record (simulated on the replay clock)',
  ingested_at DateTime('UTC') DEFAULT now() COMMENT 'when the row was stored; rows are dropped 90 days after',
  partition UInt16 COMMENT 'Kafka partition the record stood in',
  first_wins UInt64 COMMENT '2^64-1 - (offset * 1024 + partition): FINAL and merges keep one delivery, deterministically',
  prediction_ref String COMMENT 'the id as the producer wrote it, when it was not a UUID; else empty',
  contract UInt32 COMMENT 'version of the contract in force when the row was stored',
  artifact LowCardinality(String) COMMENT 'digest of the artifact that answered; empty when not told',
  instance LowCardinality(String) COMMENT 'serving instance; empty when not told',
  runtime LowCardinality(String) COMMENT 'image, feature view and configuration of the instance, joined by |; empty when not told',
  route_revision UInt32 COMMENT 'route the answer was given under; 0 when not told',
  unit UInt64 COMMENT 'first 8 bytes of SHA-256 of the unit id; of the prediction id when there is no unit',
  segments Array(LowCardinality(String)) COMMENT 'values in contract order',
  status Enum8('ok' = 0, 'error' = 1, 'timeout' = 2) COMMENT 'how serving the request ended',
  error_code LowCardinality(String) COMMENT 'serving''s error code; empty when ok',
  latency_ms Float32 COMMENT 'time to answer in ms; NaN when not told',
  score Float64 COMMENT 'score in [0, 1], or the predicted value of a regression; NaN without an answer',
  scores Array(Float32) COMMENT 'score per class, in the contract''s order; empty when there is one score',
  class LowCardinality(String) COMMENT 'predicted class; empty when there is none',
  num Array(Float32) COMMENT 'numeric and boolean features by slot; NaN is missing',
  num64 Array(Float64) COMMENT 'features of type double by slot; NaN is missing',
  cat Array(LowCardinality(Nullable(String))) COMMENT 'categorical features by slot; NULL is missing',
  INDEX by_arrival appended_at TYPE minmax GRANULARITY 1
) ENGINE = ReplacingMergeTree(first_wins)
PARTITION BY toYYYYMMDD(window_start)
ORDER BY (late, model, window_start, prediction_id, version, arm)
TTL ingested_at + INTERVAL 90 DAY
SETTINGS index_granularity = 2048, ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'answers of all models, one row per delivery; read with FINAL';
