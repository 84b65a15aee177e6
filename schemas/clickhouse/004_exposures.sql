-- The router's word that a unit was sent to a version: what makes lost answers visible.
CREATE TABLE IF NOT EXISTS exposures (
  late Bool COMMENT 'true when it arrived at or after the end of its window plus the contract''s lateness: not in revision 0',
  model LowCardinality(String) COMMENT 'name of the model',
  window_start DateTime('UTC') COMMENT 'start of the base window that event_time falls in' CODEC(DoubleDelta, ZSTD(1)),
  unit UInt64 COMMENT 'first 8 bytes of SHA-256 of the unit id',
  version LowCardinality(String) COMMENT 'version the unit was assigned to',
  event_time DateTime64(3, 'UTC') COMMENT 'when the unit was sent',
  route_revision UInt32 COMMENT 'route the unit was sent under; 0 when not told',
  region LowCardinality(String) COMMENT 'region of the request; empty without regions',
  prediction_id UUID COMMENT 'prediction that should follow; all zero when not told',
  appended_at DateTime64(3, 'UTC') COMMENT 'arrival time: when the log received the record (simulated on the replay clock)',
  ingested_at DateTime('UTC') DEFAULT now() COMMENT 'when the row was stored; rows are dropped 90 days after',
  partition UInt16 COMMENT 'Kafka partition the record stood in',
  first_wins UInt64 COMMENT '2^64-1 - (offset * 1024 + partition): FINAL and merges keep one delivery, deterministically',
  INDEX by_arrival appended_at TYPE minmax GRANULARITY 1
) ENGINE = ReplacingMergeTree(first_wins)
PARTITION BY toYYYYMMDD(window_start)
ORDER BY (late, model, window_start, unit, version, event_time, prediction_id)
TTL ingested_at + INTERVAL 90 DAY
SETTINGS index_granularity = 2048, ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'units sent to versions, told by routers before the answer; read with FINAL';
