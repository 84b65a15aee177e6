-- Projection of models.v1: contracts in force and before.
CREATE TABLE IF NOT EXISTS models (
  model LowCardinality(String) COMMENT 'name of the model',
  contract_version UInt32 COMMENT 'number of the contract of this model, from 1',
  contract_digest String COMMENT 'SHA-256 of the contract as canonical JSON',
  effective_from DateTime64(3, 'UTC') COMMENT 'first window the contract holds for; 1970-01-01 for the first contract',
  task LowCardinality(String) COMMENT 'binary, multiclass, regression or ranking',
  owner String COMMENT 'people to tell; empty when not told',
  clock LowCardinality(String) COMMENT 'live or replay',
  predictions_topic String COMMENT 'topic its predictions stand on',
  base_seconds UInt32 COMMENT 'length of its base window',
  lateness_ms UInt32 COMMENT 'how long after its end a window stays open',
  segments Array(String) COMMENT 'segments in the order of predictions.segments',
  region String COMMENT 'segment used as region; empty for none',
  reference_digest String COMMENT 'digest of the frozen reference profile; empty before the first registration',
  contract_yaml String COMMENT 'the contract as its owner wrote it' CODEC(ZSTD(1)),
  body String COMMENT 'the record as canonical JSON' CODEC(ZSTD(1)),
  record_offset UInt64 COMMENT 'offset on its topic: the newest record of a key wins',
  appended_at DateTime64(3, 'UTC') COMMENT 'when the log received the record'
) ENGINE = ReplacingMergeTree(record_offset)
ORDER BY (model, contract_version)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'contracts of models; read with FINAL';
