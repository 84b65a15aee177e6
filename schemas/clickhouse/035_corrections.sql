-- Windows that late answers changed after their report: what was known then and what is known now.
CREATE VIEW IF NOT EXISTS corrections (
  model LowCardinality(String) COMMENT 'name of the model',
  window_start DateTime('UTC') COMMENT 'start of the base window',
  version LowCardinality(String) COMMENT 'model version that answered',
  arm String COMMENT 'live or shadow',
  revisions UInt64 COMMENT 'how often the window was counted',
  reported UInt64 COMMENT 'answers the report was made from',
  known UInt64 COMMENT 'answers known now',
  late_share Float64 COMMENT 'share of answers that came too late',
  known_at DateTime64(3, 'UTC') COMMENT 'arrival time up to which answers are counted now'
) AS
SELECT model, window_start, version, toString(arm) AS arm, count() AS revisions, if(min(counted) = any(first), argMin(n, counted), 0) AS reported,
  argMax(n, counted) AS known, argMax(late, counted) / known AS late_share, max(counted) AS known_at
FROM (
  SELECT model, window_start, version, arm, n, late, known_at AS counted, min(known_at) OVER (PARTITION BY model, window_start) AS first
  FROM serving_windows FINAL WHERE segment = 'all'
)
GROUP BY model, window_start, version, arm
HAVING revisions > 1 OR reported = 0;
