-- Truth about predictions. A correction is another revision; the same revision delivered twice is one row.
CREATE TABLE IF NOT EXISTS labels (
  model LowCardinality(String) COMMENT 'name of the model',
  cohort_hour DateTime('UTC') COMMENT 'hour in which the prediction was made; 1970-01-01 00:00 while unresolved' CODEC(DoubleDelta, ZSTD(1)),
  prediction_id UUID COMMENT 'a valid UUID as it is, else UUIDv8 of SHA-256 of the id; original in prediction_ref',
  revision UInt32 COMMENT 'later revisions replace earlier ones',
  value Float64 COMMENT 'the truth as a number; NaN when it is a class name',
  class LowCardinality(String) COMMENT 'the truth as a class name; empty when it is a number',
  observed_at DateTime64(3, 'UTC') COMMENT 'when the truth became known',
  predicted_at DateTime64(3, 'UTC') COMMENT 'when the prediction was made, as told by the producer or the id; 1970-01-01 when unknown',
  source LowCardinality(String) COMMENT 'system the label comes from',
  appended_at DateTime64(3, 'UTC') COMMENT 'arrival time: when the log received the record (simulated on the replay clock)',
  ingested_at DateTime('UTC') DEFAULT now() COMMENT 'when the row was stored; rows are dropped 400 days after',
  partition UInt16 COMMENT 'Kafka partition the record stood in',
  first_wins UInt64 COMMENT '2^64-1 - (offset * 1024 + partition): FINAL and merges keep one delivery, deterministically',
  prediction_ref String COMMENT 'the id as the producer wrote it, when it was not a UUID; else empty',
  INDEX by_arrival appended_at TYPE minmax GRANULARITY 1
) ENGINE = ReplacingMergeTree(first_wins)
PARTITION BY toYYYYMMDD(cohort_hour)
ORDER BY (model, cohort_hour, prediction_id, revision)
TTL ingested_at + INTERVAL 400 DAY
SETTINGS index_granularity = 2048, ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'truth about predictions of all models; read with FINAL';
