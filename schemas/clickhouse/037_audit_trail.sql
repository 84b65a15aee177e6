-- What was asked of the controller, by whom, and what became of it, for people who ask in SQL.
CREATE VIEW IF NOT EXISTS audit_trail (
  model LowCardinality(String) COMMENT 'name of the model',
  seq UInt64 COMMENT 'order of entries of this model, from 1',
  at DateTime64(3, 'UTC') COMMENT 'window start of the tick under which it happened; 1970-01-01 before any tick',
  action LowCardinality(String) COMMENT 'what the entry is about',
  answer LowCardinality(String) COMMENT 'applied, refused or superseded',
  reason String COMMENT 'why',
  actor LowCardinality(String) COMMENT 'person or program that asked',
  automatic Bool COMMENT 'true when nobody had to agree',
  cause_kind LowCardinality(String) COMMENT 'decision, command, job-event or tick',
  cause_id String COMMENT 'id of the decision, command or job that caused it',
  version LowCardinality(String) COMMENT 'version it concerns; empty for none',
  share Nullable(Float64) COMMENT 'share of traffic after it; NULL for none'
) AS
SELECT model, seq, at, action, answer, reason, actor, automatic, cause_kind, cause_id, version, share
FROM lifecycle FINAL;
