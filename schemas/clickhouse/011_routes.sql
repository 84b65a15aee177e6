-- Projection of routes.v1: immutable, joined with rows by route_revision.
CREATE TABLE IF NOT EXISTS routes (
  model LowCardinality(String) COMMENT 'name of the model',
  revision UInt32 COMMENT 'number of the route of this model, from 1 without gaps',
  release String COMMENT 'release the route belongs to; none before the first',
  release_epoch UInt32 COMMENT 'epoch of the traffic split',
  roles Map(LowCardinality(String), LowCardinality(String)) COMMENT 'role by version: candidate, control, holdback, sole or shadow',
  shares Map(LowCardinality(String), Map(LowCardinality(String), Float64)) COMMENT 'share by version, by region; * is everywhere else',
  shadow Array(LowCardinality(String)) COMMENT 'versions that answer beside and are not used',
  artifacts Map(LowCardinality(String), String) COMMENT 'artifact digest by version; empty for a version served elsewhere',
  step Int32 COMMENT 'step of the canary; -1 without a release',
  randomised_by LowCardinality(String) COMMENT 'unit or request; empty for no randomisation',
  decided_at DateTime64(3, 'UTC') COMMENT 'window start of the tick it was decided under; 1970-01-01 before any',
  body String COMMENT 'the route as canonical JSON' CODEC(ZSTD(1)),
  record_offset UInt64 COMMENT 'offset on its topic: the newest record of a key wins',
  appended_at DateTime64(3, 'UTC') COMMENT 'when the log received the record'
) ENGINE = ReplacingMergeTree(record_offset)
ORDER BY (model, revision)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'how traffic was divided; read with FINAL';
