-- What the answers of each hour did for the business, by version, role and segment, once the horizon has passed.
CREATE VIEW IF NOT EXISTS kpi (
  model LowCardinality(String) COMMENT 'name of the model',
  hour DateTime('UTC') COMMENT 'hour in which the units were served',
  kpi LowCardinality(String) COMMENT 'name of the KPI',
  version LowCardinality(String) COMMENT 'model version that served them',
  role String COMMENT 'sole, candidate, control, holdback or shadow',
  segment LowCardinality(String) COMMENT 'all, or name=value',
  units UInt64 COMMENT 'distinct units served',
  reached UInt64 COMMENT 'units with an outcome above zero within the horizon',
  rate Float64 COMMENT 'share of units that reached it',
  total Float64 COMMENT 'sum of the outcomes, each unit between 0 and 1e6',
  per_unit Float64 COMMENT 'mean outcome of a unit'
) AS
SELECT model, hour, kpi, version, toString(role) AS role, segment, units, reached, reached / units AS rate, total / 1e3 AS total, total / units AS per_unit
FROM (
  SELECT model, hour, kpi, version, segment, last.1 AS role, last.2 AS units, last.3 AS reached, last.4 AS total
  FROM (
    SELECT model, hour, kpi, version, segment, argMax((role, units, reached, total), known_at) AS last
    FROM kpi_hours FINAL GROUP BY model, hour, kpi, version, segment
  )
);
