-- Values of every feature in each base window shorter than an hour, all segments together.
CREATE TABLE IF NOT EXISTS feature_windows (
  model LowCardinality(String) COMMENT 'name of the model',
  window_start DateTime('UTC') COMMENT 'start of the base window' CODEC(DoubleDelta, ZSTD(1)),
  version LowCardinality(String) COMMENT 'model version that answered',
  arm Enum8('live' = 0, 'shadow' = 1) COMMENT 'live: the answers were used; shadow: computed beside',
  segment LowCardinality(String) COMMENT 'all, or name=value; rare values are name=other',
  slots Enum8('score' = 0, 'num' = 1, 'num64' = 2, 'cat' = 3) COMMENT 'array of predictions the feature is stored in',
  slot UInt16 COMMENT 'place in that array from 1; 0 for the score',
  grid LowCardinality(String) COMMENT 'counting plan, see pane_plans and grids',
  known_at DateTime64(3, 'UTC') COMMENT 'arrival time up to which rows count',
  n UInt64 COMMENT 'answers',
  nulls UInt64 COMMENT 'missing values',
  below UInt64 COMMENT 'values under the legal range',
  above UInt64 COMMENT 'values over the legal range',
  unseen UInt64 COMMENT 'values neither contract nor reference know',
  total Float64 COMMENT 'sum of the values (for means; the last digits depend on the order of rows)',
  total_sq Float64 COMMENT 'sum of their squares',
  low Float64 COMMENT 'smallest value; NaN without values',
  high Float64 COMMENT 'largest value; NaN without values',
  top_value String COMMENT 'most frequent category; empty for numbers',
  top_count UInt64 COMMENT 'how often it occurs',
  bins Array(UInt64) COMMENT 'values by bin of the grid; empty while there is no reference',
  computed_at DateTime64(3, 'UTC') DEFAULT now64(3) COMMENT 'when the row was written; the last one is read'
) ENGINE = ReplacingMergeTree(computed_at)
PARTITION BY toYYYYMM(window_start)
ORDER BY (model, window_start, version, arm, segment, slots, slot, grid, known_at)
TTL toDateTime(computed_at) + INTERVAL 3 DAY
SETTINGS index_granularity = 1024, ttl_only_drop_parts = 1, fsync_after_insert = 1
COMMENT 'values of every feature by base window, all segments together; read with FINAL';
