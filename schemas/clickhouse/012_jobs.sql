-- Projection of jobs.v1: orders to the runner.
CREATE TABLE IF NOT EXISTS jobs (
  model LowCardinality(String) COMMENT 'name of the model',
  job_id String COMMENT 'identity of the order, 16 hex digits',
  kind LowCardinality(String) COMMENT 'train, validate, fidelity, counterfactual, probe or shadow-score',
  ordered_at DateTime64(3, 'UTC') COMMENT 'window start of the tick it was ordered under; 1970-01-01 before any',
  contract_version UInt32 COMMENT 'contract it was ordered under',
  version LowCardinality(String) COMMENT 'version to be made or examined',
  champion LowCardinality(String) COMMENT 'version it is compared with; empty for none',
  input_job String COMMENT 'job whose outputs are examined; empty for none',
  body String COMMENT 'the order as canonical JSON' CODEC(ZSTD(1)),
  record_offset UInt64 COMMENT 'offset on its topic: the newest record of a key wins',
  appended_at DateTime64(3, 'UTC') COMMENT 'when the log received the record'
) ENGINE = ReplacingMergeTree(record_offset)
ORDER BY (model, job_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'orders to the runner; read with FINAL';
