-- Business outcomes (KPIs) of predictions or of units.
CREATE TABLE IF NOT EXISTS outcomes (
  model LowCardinality(String) COMMENT 'name of the model',
  kpi LowCardinality(String) COMMENT 'name of the KPI as the contract declares it',
  event_time DateTime64(3, 'UTC') COMMENT 'when the outcome happened',
  unit UInt64 COMMENT 'first 8 bytes of SHA-256 of the unit id; of the prediction id when there is no unit',
  prediction_id UUID COMMENT 'prediction the outcome belongs to; all zero when it belongs to a unit only',
  value Float64 COMMENT 'the outcome: 1 for reached, or an amount',
  appended_at DateTime64(3, 'UTC') COMMENT 'arrival time: when the log received the record (simulated on the replay clock)',
  ingested_at DateTime('UTC') DEFAULT now() COMMENT 'when the row was stored; rows are dropped 400 days after',
  partition UInt16 COMMENT 'Kafka partition the record stood in',
  first_wins UInt64 COMMENT '2^64-1 - (offset * 1024 + partition): FINAL and merges keep one delivery, deterministically',
  prediction_ref String COMMENT 'the prediction id as the producer wrote it, when it was not a UUID; else empty',
  INDEX by_arrival appended_at TYPE minmax GRANULARITY 1
) ENGINE = ReplacingMergeTree(first_wins)
PARTITION BY toYYYYMMDD(event_time)
ORDER BY (model, kpi, event_time, unit, prediction_id)
TTL ingested_at + INTERVAL 400 DAY
SETTINGS index_granularity = 2048, ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'business outcomes of all models; read with FINAL';
