-- Projection of commands.v1: what was asked.
CREATE TABLE IF NOT EXISTS commands (
  model LowCardinality(String) COMMENT 'name of the model',
  command_id String COMMENT 'identity of the command, 16 hex digits',
  kind LowCardinality(String) COMMENT 'apply, approve, reject, promote, pause, rollback or retrain',
  actor LowCardinality(String) COMMENT 'person or program that asks',
  sent_at DateTime64(3, 'UTC') COMMENT 'when it was sent',
  at DateTime64(3, 'UTC') COMMENT 'window start it waits for; 1970-01-01 means now',
  body String COMMENT 'the command as canonical JSON' CODEC(ZSTD(1)),
  record_offset UInt64 COMMENT 'offset on its topic: the newest record of a key wins',
  appended_at DateTime64(3, 'UTC') COMMENT 'when the log received the record'
) ENGINE = ReplacingMergeTree(record_offset)
ORDER BY (model, command_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'commands sent to the controller; read with FINAL';
