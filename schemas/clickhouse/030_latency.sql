-- How fast and how surely a model answers, by window, version, role and segment.
CREATE VIEW IF NOT EXISTS latency (
  model LowCardinality(String) COMMENT 'name of the model',
  window_start DateTime('UTC') COMMENT 'start of the base window',
  version LowCardinality(String) COMMENT 'model version that answered',
  role String COMMENT 'sole, candidate, control, holdback or shadow',
  segment LowCardinality(String) COMMENT 'all, or name=value',
  n UInt64 COMMENT 'answers, late ones included once they were counted',
  units UInt64 COMMENT 'distinct units',
  error_rate Float64 COMMENT 'share of answers with status error',
  timeout_rate Float64 COMMENT 'share of answers with status timeout',
  slow_rate Float64 COMMENT 'share of answers slower than the objective of the contract',
  late_rate Float64 COMMENT 'share of answers that came too late for revision 0',
  positive_rate Float64 COMMENT 'share of scores at or above the threshold',
  p50_ms Nullable(Float64) COMMENT 'median latency, from bins: within 10 %, about 2 % on smooth data',
  p95_ms Nullable(Float64) COMMENT '95th percentile of latency, from bins',
  p99_ms Nullable(Float64) COMMENT '99th percentile of latency, from bins'
) AS
WITH
  (bin -> if(bin <= 0, 0.125, 0.25 * exp2((bin - 1) / 7))) AS edge,
  ((bins, below, rank) -> if(arraySum(bins) = 0, NULL,
    edge(arrayFirstIndex(c -> c >= rank, below) - 1)
      * pow(edge(arrayFirstIndex(c -> c >= rank, below)) / edge(arrayFirstIndex(c -> c >= rank, below) - 1),
        1 - (below[arrayFirstIndex(c -> c >= rank, below)] - rank) / greatest(1, bins[arrayFirstIndex(c -> c >= rank, below)])))) AS quantile_of
SELECT model, window_start, version, toString(last.1) AS role, segment, last.2 AS n, last.3 AS units, last.4 / n AS error_rate,
  last.5 / n AS timeout_rate, last.6 / n AS slow_rate, last.7 / n AS late_rate, last.8 / n AS positive_rate,
  quantile_of(last.9, arrayCumSum(last.9), 0.5 * arraySum(last.9)) AS p50_ms,
  quantile_of(last.9, arrayCumSum(last.9), 0.95 * arraySum(last.9)) AS p95_ms,
  quantile_of(last.9, arrayCumSum(last.9), 0.99 * arraySum(last.9)) AS p99_ms
FROM (
  SELECT model, window_start, version, arm, segment,
    argMax((role, n, units, errors, timeouts, slow, late, positives, latency), known_at) AS last
  FROM serving_windows FINAL
  GROUP BY model, window_start, version, arm, segment
);
