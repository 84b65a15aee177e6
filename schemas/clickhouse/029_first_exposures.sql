-- The first answer a unit got in an epoch of a release: with randomisation by unit each unit counts once an epoch.
CREATE TABLE IF NOT EXISTS first_exposures (
  model LowCardinality(String) COMMENT 'name of the model',
  release LowCardinality(String) COMMENT 'release under comparison',
  epoch_ms UInt64 COMMENT 'length of the epochs in ms',
  epoch UInt32 COMMENT 'epoch since the start of the release, from 1',
  window_start DateTime('UTC') COMMENT 'window of the first answer' CODEC(DoubleDelta, ZSTD(1)),
  unit UInt64 COMMENT 'first 8 bytes of SHA-256 of the unit id',
  first_at DateTime64(3, 'UTC') COMMENT 'event time of the first answer',
  role Enum8('sole' = 0, 'candidate' = 1, 'control' = 2, 'holdback' = 3, 'shadow' = 4) COMMENT 'candidate, or control (a holdback counts as control)',
  region LowCardinality(String) COMMENT 'region of the stratum; all without regions',
  revision UInt32 COMMENT 'route revision of the stratum',
  segments Array(LowCardinality(String)) COMMENT 'values in contract order',
  computed_at DateTime64(3, 'UTC') DEFAULT now64(3) COMMENT 'when the row was written; the last one is read'
) ENGINE = ReplacingMergeTree(computed_at)
PARTITION BY toYYYYMMDD(window_start)
ORDER BY (model, release, epoch_ms, epoch, window_start, unit)
TTL toDateTime(computed_at) + INTERVAL 90 DAY
SETTINGS index_granularity = 1024, ttl_only_drop_parts = 1, fsync_after_insert = 1
COMMENT 'first answer of each unit in each epoch; read with FINAL';
