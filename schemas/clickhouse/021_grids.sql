-- The frozen bins of each feature with what the reference rows put into them.
CREATE TABLE IF NOT EXISTS grids (
  model LowCardinality(String) COMMENT 'name of the model',
  grid LowCardinality(String) COMMENT 'id of the counting plan, see pane_plans',
  slots Enum8('score' = 0, 'num' = 1, 'num64' = 2, 'cat' = 3) COMMENT 'array of predictions the feature is stored in',
  slot UInt16 COMMENT 'place in that array from 1; 0 for the score',
  feature LowCardinality(String) COMMENT 'name of the feature; score for the score',
  source LowCardinality(String) COMMENT 'system the feature comes from; empty when the contract does not say',
  edges Array(Float64) COMMENT 'ascending; bin i holds edges[i-1] <= x < edges[i], the outer bins are open; empty for categories',
  categories Array(String) COMMENT 'values with a bin of their own; all others share the last bin',
  known Array(String) COMMENT 'values that are not unseen: those of the contract and of the reference; none listed: no check',
  reference Array(UInt64) COMMENT 'reference rows by bin',
  reference_missing UInt64 COMMENT 'reference rows without a value',
  low Float64 COMMENT 'smallest legal value',
  high Float64 COMMENT 'largest legal value',
  computed_at DateTime64(3, 'UTC') DEFAULT now64(3) COMMENT 'when the row was written; the last one is read'
) ENGINE = ReplacingMergeTree(computed_at)
ORDER BY (model, grid, slots, slot)
SETTINGS fsync_after_insert = 1
COMMENT 'frozen bins and reference of each feature; read with FINAL';
