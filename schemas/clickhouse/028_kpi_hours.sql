-- Business outcomes of the units served in each hour, once their horizon has passed.
CREATE TABLE IF NOT EXISTS kpi_hours (
  model LowCardinality(String) COMMENT 'name of the model',
  hour DateTime('UTC') COMMENT 'hour in which the units were served' CODEC(DoubleDelta, ZSTD(1)),
  kpi LowCardinality(String) COMMENT 'name of the KPI',
  version LowCardinality(String) COMMENT 'model version that served them',
  segment LowCardinality(String) COMMENT 'all, or name=value; rare values are name=other',
  known_at DateTime64(3, 'UTC') COMMENT 'arrival time up to which outcomes count',
  role Enum8('sole' = 0, 'candidate' = 1, 'control' = 2, 'holdback' = 3, 'shadow' = 4) COMMENT 'part of the version under the newest route its rows name',
  units UInt64 COMMENT 'distinct units served',
  reached UInt64 COMMENT 'units with an outcome above zero within the horizon',
  total Int64 COMMENT 'sum of the outcomes, each unit between 0 and 1e6, fixed point 1e3',
  total_sq Float64 COMMENT 'sum of their squares (the last digits depend on the order of rows)',
  computed_at DateTime64(3, 'UTC') DEFAULT now64(3) COMMENT 'when the row was written; the last one is read'
) ENGINE = ReplacingMergeTree(computed_at)
PARTITION BY toYYYYMM(hour)
ORDER BY (model, hour, kpi, version, segment, known_at)
TTL toDateTime(computed_at) + INTERVAL 400 DAY
SETTINGS index_granularity = 1024, ttl_only_drop_parts = 1, fsync_after_insert = 1
COMMENT 'business outcomes by hour served; read with FINAL';
