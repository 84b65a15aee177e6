-- Projection of the decisions on decisions.v1.
CREATE TABLE IF NOT EXISTS decisions (
  model LowCardinality(String) COMMENT 'name of the model',
  seq UInt64 COMMENT 'order of decisions of this model, from 1',
  decision_id String COMMENT 'identity of the decision, 16 hex digits',
  incident_id String COMMENT 'incident the decision belongs to; empty for none',
  evidence_id String COMMENT 'report the decision rests on',
  evidence_seq UInt64 COMMENT 'order of that report',
  release String COMMENT 'release in force; none before the first',
  release_epoch UInt32 COMMENT 'epoch of the traffic split in force',
  window_start DateTime64(3, 'UTC') COMMENT 'start of the window judged',
  window_end DateTime64(3, 'UTC') COMMENT 'end of the window judged',
  headline LowCardinality(String) COMMENT 'ROLLBACK, PAUSE, FIX_DATA, RETRAIN, PROMOTE or HOLD',
  rule LowCardinality(String) COMMENT 'rule of the judge''s table the headline was taken from',
  scope Array(LowCardinality(String)) COMMENT 'where it holds, e.g. region=eu; all is everywhere',
  reason String COMMENT 'reason in one phrase',
  target String COMMENT 'version traffic should go back to; empty for none',
  heartbeat Bool COMMENT 'true for the daily repetition of an unchanged verdict',
  paragraph String COMMENT 'the decision in English' CODEC(ZSTD(1)),
  body String COMMENT 'the decision as canonical JSON' CODEC(ZSTD(1)),
  record_offset UInt64 COMMENT 'offset on its topic: the newest record of a key wins',
  appended_at DateTime64(3, 'UTC') COMMENT 'when the log received the record'
) ENGINE = ReplacingMergeTree(record_offset)
ORDER BY (model, seq)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'what was decided of each model; read with FINAL';
