-- Projection of the controller's acknowledgements on lifecycle.v1.
CREATE TABLE IF NOT EXISTS folded (
  model LowCardinality(String) COMMENT 'name of the model',
  window_start DateTime64(3, 'UTC') COMMENT 'start of the window whose tick was folded',
  window_end DateTime64(3, 'UTC') COMMENT 'end of that window',
  route_revision UInt32 COMMENT 'newest route after the tick',
  outstanding_jobs Array(String) COMMENT 'jobs ordered and not yet settled',
  ledger_seq UInt64 COMMENT 'newest ledger entry after the tick',
  record_offset UInt64 COMMENT 'offset on its topic: the newest record of a key wins',
  appended_at DateTime64(3, 'UTC') COMMENT 'when the log received the record'
) ENGINE = ReplacingMergeTree(record_offset)
PARTITION BY toYYYYMM(window_start)
ORDER BY (model, window_start)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'windows the controller is done with; read with FINAL';
