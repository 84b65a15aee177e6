-- An early proxy of the truth: an outcome of predictions that comes before their labels.
ALTER TABLE pane_plans
  ADD COLUMN IF NOT EXISTS proxy LowCardinality(String) COMMENT 'name of the outcome that is an early proxy of the truth; empty without one' AFTER positive_only,
  ADD COLUMN IF NOT EXISTS proxy_ms UInt64 COMMENT 'age at which the proxy of a cohort counts as complete, ms; 0 without one' AFTER proxy;
