-- Projection of the ledger entries on lifecycle.v1: the audit trail.
CREATE TABLE IF NOT EXISTS lifecycle (
  model LowCardinality(String) COMMENT 'name of the model',
  seq UInt64 COMMENT 'order of entries of this model, from 1',
  transition_id String COMMENT 'identity of the entry, 16 hex digits',
  at DateTime64(3, 'UTC') COMMENT 'window start of the tick under which it happened; 1970-01-01 before any tick',
  action LowCardinality(String) COMMENT 'what the entry is about',
  answer LowCardinality(String) COMMENT 'applied, refused or superseded',
  reason String COMMENT 'why',
  cause_kind LowCardinality(String) COMMENT 'decision, command, job-event or tick',
  cause_id String COMMENT 'id of the record that caused it',
  actor LowCardinality(String) COMMENT 'person or program that asked',
  automatic Bool COMMENT 'true when nobody had to agree',
  release String COMMENT 'release it concerns; empty for none',
  release_epoch UInt32 COMMENT 'epoch of the traffic split after it',
  version LowCardinality(String) COMMENT 'version it concerns; empty for none',
  target LowCardinality(String) COMMENT 'version traffic goes back to; empty for none',
  step Int32 COMMENT 'step of the canary; -1 for none',
  share Nullable(Float64) COMMENT 'share of traffic after it; NULL for none',
  route_revision UInt32 COMMENT 'route in force after it',
  scope Array(LowCardinality(String)) COMMENT 'where it holds, e.g. region=eu; all is everywhere',
  body String COMMENT 'the entry as canonical JSON' CODEC(ZSTD(1)),
  record_offset UInt64 COMMENT 'offset on its topic: the newest record of a key wins',
  appended_at DateTime64(3, 'UTC') COMMENT 'when the log received the record'
) ENGINE = ReplacingMergeTree(record_offset)
ORDER BY (model, seq)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'the ledger: everything that was asked of the controller and what became of it; read with FINAL';
