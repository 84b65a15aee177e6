-- Projection of evidence.v1: what the judge was shown.
CREATE TABLE IF NOT EXISTS evidence (
  model LowCardinality(String) COMMENT 'name of the model',
  seq UInt64 COMMENT 'order of reports of this model, from 1 without gaps',
  evidence_id String COMMENT 'identity of the report, 16 hex digits',
  window_start DateTime64(3, 'UTC') COMMENT 'start of the window reported',
  window_end DateTime64(3, 'UTC') COMMENT 'end of the window reported',
  known_at DateTime64(3, 'UTC') COMMENT 'arrival time up to which records were taken into account',
  contract_digest String COMMENT 'digest of the contract in force',
  predictions UInt64 COMMENT 'answers in the window, revision 0',
  stalled Bool COMMENT 'true when the streams or the controller were behind',
  body String COMMENT 'the report as canonical JSON' CODEC(ZSTD(1)),
  record_offset UInt64 COMMENT 'offset on its topic: the newest record of a key wins',
  appended_at DateTime64(3, 'UTC') COMMENT 'when the log received the record'
) ENGINE = ReplacingMergeTree(record_offset)
PARTITION BY toYYYYMM(window_start)
ORDER BY (model, window_start, seq)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'reports as the judge read them; read with FINAL';
