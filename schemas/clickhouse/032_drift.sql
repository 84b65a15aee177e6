-- Distance of each feature, and of the score, from the frozen reference, by hour, version, role and segment.
CREATE VIEW IF NOT EXISTS drift (
  model LowCardinality(String) COMMENT 'name of the model',
  hour DateTime('UTC') COMMENT 'start of the hour, or of the base window when that is longer',
  version LowCardinality(String) COMMENT 'model version that answered',
  role String COMMENT 'sole, candidate, control, holdback or shadow',
  segment LowCardinality(String) COMMENT 'all, or name=value',
  feature LowCardinality(String) COMMENT 'name of the feature; score for the score',
  source LowCardinality(String) COMMENT 'system the feature comes from; empty when the contract does not say',
  n UInt64 COMMENT 'values',
  missing UInt64 COMMENT 'answers without a value',
  mean Nullable(Float64) COMMENT 'mean of the values; NULL for categories',
  psi Float64 COMMENT 'population stability index in nats, shares below 1e-4 raised to it; customary limits 0.1 and 0.2',
  psi_noise Float64 COMMENT 'what no drift at all shows on average: (bins - 1)(1/n + 1/m); look twice below 3 times this',
  js Float64 COMMENT 'Jensen-Shannon distance in base 2, from 0 to 1',
  ks Nullable(Float64) COMMENT 'Kolmogorov-Smirnov distance at the edges of the grid; NULL for categories',
  ks_noise Nullable(Float64) COMMENT 'its mean without drift'
) AS
SELECT f.model AS model, f.hour AS hour, f.version AS version, if(f.arm = 'shadow', 'shadow', toString(r.role)) AS role, segment, feature, source,
  arraySum(bins) AS n, nulls AS missing, if(f.slots = 'cat', NULL, total / n) AS mean,
  arraySum((c, m) -> if(c = m, 0, (greatest(c / n, 1e-4) - greatest(m / rows, 1e-4)) * log(greatest(c / n, 1e-4) / greatest(m / rows, 1e-4))), bins, reference) AS psi,
  (length(bins) - 1) * (1 / n + 1 / rows) AS psi_noise,
  sqrt(greatest(0, arraySum((c, m) -> if(c = 0, 0, c / n * log(2 * (c / n) / (c / n + m / rows))) + if(m = 0, 0, m / rows * log(2 * (m / rows) / (c / n + m / rows))), bins, reference) / 2 / log(2))) AS js,
  if(f.slots = 'cat', NULL, arrayMax(arrayMap((c, m) -> abs(c / n - m / rows), arrayCumSum(bins), arrayCumSum(reference)))) AS ks,
  if(f.slots = 'cat', NULL, sqrt(pi() / 2) * log(2) * sqrt(1 / n + 1 / rows)) AS ks_noise
FROM (
  SELECT model, hour, version, arm, segment, slots, slot, grid, nulls, total, bins
  FROM feature_hours FINAL WHERE arraySum(bins) > 0
) AS f
INNER JOIN (
  SELECT model, grid, slots, slot, feature, source, reference, arraySum(reference) AS rows FROM grids FINAL WHERE feature != ''
) AS g ON g.model = f.model AND g.grid = f.grid AND g.slots = f.slots AND g.slot = f.slot
LEFT ANY JOIN (
  SELECT model, version, toStartOfHour(window_start) AS hour, argMax(role, window_start) AS role
  FROM serving_windows FINAL WHERE segment = 'all' AND arm = 'live' GROUP BY model, version, hour
) AS r ON r.model = f.model AND r.version = f.version AND r.hour = f.hour
WHERE length(bins) = length(reference);
