-- Projection of job-events.v1: what became of orders.
CREATE TABLE IF NOT EXISTS job_events (
  model LowCardinality(String) COMMENT 'name of the model',
  job_id String COMMENT 'identity of the order, 16 hex digits',
  status LowCardinality(String) COMMENT 'started, succeeded, failed or cancelled',
  detail String COMMENT 'progress for people',
  artifact_digest String COMMENT 'artifact made or examined; empty for none',
  passed Bool COMMENT 'true when every gate passed',
  body String COMMENT 'the event as canonical JSON' CODEC(ZSTD(1)),
  record_offset UInt64 COMMENT 'offset on its topic: the newest record of a key wins',
  appended_at DateTime64(3, 'UTC') COMMENT 'when the log received the record'
) ENGINE = ReplacingMergeTree(record_offset)
ORDER BY (model, job_id, status)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'what became of orders to the runner; read with FINAL';
