-- Projection of the ticks on decisions.v1: windows the judge is done with.
CREATE TABLE IF NOT EXISTS ticks (
  model LowCardinality(String) COMMENT 'name of the model',
  window_start DateTime64(3, 'UTC') COMMENT 'start of the window judged',
  window_end DateTime64(3, 'UTC') COMMENT 'end of the window judged',
  evidence_seq UInt64 COMMENT 'order of the report of that window',
  evidence_digest String COMMENT 'SHA-256 of that report as canonical JSON, as the judge saw it',
  record_offset UInt64 COMMENT 'offset on its topic: the newest record of a key wins',
  appended_at DateTime64(3, 'UTC') COMMENT 'when the log received the record'
) ENGINE = ReplacingMergeTree(record_offset)
PARTITION BY toYYYYMM(window_start)
ORDER BY (model, window_start)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'windows judged; read with FINAL';
