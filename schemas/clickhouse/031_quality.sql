-- Missing, illegal and unseen inputs, by window, version, role, segment and feature.
CREATE VIEW IF NOT EXISTS quality (
  model LowCardinality(String) COMMENT 'name of the model',
  window_start DateTime('UTC') COMMENT 'start of the base window',
  version LowCardinality(String) COMMENT 'model version that answered',
  role String COMMENT 'sole, candidate, control, holdback or shadow',
  segment LowCardinality(String) COMMENT 'all, or name=value',
  feature String COMMENT 'name of the feature',
  n UInt64 COMMENT 'answers',
  missing UInt64 COMMENT 'answers without a value',
  out_of_range UInt64 COMMENT 'values outside the contract''s range; 0 for categories',
  unseen UInt64 COMMENT 'values neither contract nor reference know; 0 for numbers',
  missing_rate Float64 COMMENT 'share of answers without a value',
  bad_rate Float64 COMMENT 'share of answers whose value is missing, illegal or unseen'
) AS
SELECT s.model AS model, window_start, version, role, segment, check.1 AS feature, n, check.2 AS missing, check.3 AS out_of_range,
  check.4 AS unseen, missing / n AS missing_rate, (missing + out_of_range + unseen) / n AS bad_rate
FROM (
  SELECT model, window_start, version, arm, segment, argMax(toString(role), known_at) AS role, argMax(grid, known_at) AS grid,
    argMax(s.n, known_at) AS n,
    argMax((num_missing, num_outside, num64_missing, num64_outside, cat_missing, cat_unseen), known_at) AS counts
  FROM serving_windows AS s FINAL
  GROUP BY model, window_start, version, arm, segment
) AS s
INNER JOIN (SELECT model, grid, num, num64, cat FROM pane_plans FINAL) AS p ON p.model = s.model AND p.grid = s.grid
ARRAY JOIN arrayFilter(c -> c.1 != '', arrayConcat(
  arrayMap((f, missing, outside) -> (f, missing, outside, toUInt64(0)), num, counts.1, counts.2),
  arrayMap((f, missing, outside) -> (f, missing, outside, toUInt64(0)), num64, counts.3, counts.4),
  arrayMap((f, missing, new) -> (f, missing, toUInt64(0), new), cat, counts.5, counts.6))) AS check;
