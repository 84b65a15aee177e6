-- What people and machines changed around a model: suspects for what happens next.
CREATE TABLE IF NOT EXISTS changes (
  model LowCardinality(String) COMMENT 'name of the model',
  event_time DateTime64(3, 'UTC') COMMENT 'when the change was made',
  change_id String COMMENT 'id given by whoever reports the change',
  kind LowCardinality(String) COMMENT 'deploy, route, config, feature_view, label_job, contract or calendar',
  scope Array(LowCardinality(String)) COMMENT 'where it holds, e.g. region=eu; all is everywhere',
  summary String COMMENT 'one sentence for people',
  shares Map(LowCardinality(String), Float64) COMMENT 'traffic shares by version, when the change moved traffic',
  appended_at DateTime64(3, 'UTC') COMMENT 'arrival time: when the log received the record (simulated on the replay clock)',
  ingested_at DateTime('UTC') DEFAULT now() COMMENT 'when the row was stored; rows are dropped 400 days after',
  partition UInt16 COMMENT 'Kafka partition the record stood in',
  first_wins UInt64 COMMENT '2^64-1 - (offset * 1024 + partition): FINAL and merges keep one delivery, deterministically',
  INDEX by_arrival appended_at TYPE minmax GRANULARITY 1
) ENGINE = ReplacingMergeTree(first_wins)
PARTITION BY toYYYYMM(event_time)
ORDER BY (model, event_time, change_id)
TTL ingested_at + INTERVAL 400 DAY
SETTINGS ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'changes around models; read with FINAL';
