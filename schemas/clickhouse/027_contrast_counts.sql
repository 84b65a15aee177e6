-- Bad outcomes of the two roles of a release, side by side: what the contrast of the judge is computed from.
CREATE TABLE IF NOT EXISTS contrast_counts (
  model LowCardinality(String) COMMENT 'name of the model',
  window_start DateTime('UTC') COMMENT 'window in whose report the outcome counts' CODEC(DoubleDelta, ZSTD(1)),
  release LowCardinality(String) COMMENT 'release under comparison',
  epoch UInt32 COMMENT 'stretch of the release in which a unit counts once, from 1',
  region LowCardinality(String) COMMENT 'region of the stratum; all without regions',
  revision UInt32 COMMENT 'route revision of the stratum',
  segment LowCardinality(String) COMMENT 'all, or name=value',
  metric LowCardinality(String) COMMENT 'error, timeout, latency, late, matured_loss, kpi.NAME, null.FEATURE, range.FEATURE, unseen.FEATURE',
  role Enum8('sole' = 0, 'candidate' = 1, 'control' = 2, 'holdback' = 3, 'shadow' = 4) COMMENT 'candidate, or control (a holdback counts as control)',
  made_at DateTime('UTC') COMMENT 'window (labels: hour) in which the answers were given',
  n UInt64 COMMENT 'answers or units',
  k UInt64 COMMENT 'bad ones among them',
  computed_at DateTime64(3, 'UTC') DEFAULT now64(3) COMMENT 'when the row was written; the last one is read'
) ENGINE = ReplacingMergeTree(computed_at)
PARTITION BY toYYYYMM(window_start)
ORDER BY (model, window_start, release, epoch, region, revision, segment, metric, role, made_at)
TTL toDateTime(computed_at) + INTERVAL 400 DAY
SETTINGS index_granularity = 1024, ttl_only_drop_parts = 1, fsync_after_insert = 1
COMMENT 'bad outcomes by role, strata of one route only; read with FINAL';
