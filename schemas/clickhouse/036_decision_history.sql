-- What was decided of each model, for people who ask in SQL.
CREATE VIEW IF NOT EXISTS decision_history (
  model LowCardinality(String) COMMENT 'name of the model',
  window_end DateTime64(3, 'UTC') COMMENT 'end of the window judged',
  headline LowCardinality(String) COMMENT 'ROLLBACK, PAUSE, FIX_DATA, RETRAIN, PROMOTE or HOLD',
  rule LowCardinality(String) COMMENT 'rule of the judge''s table the headline was taken from',
  scope Array(LowCardinality(String)) COMMENT 'where it holds, e.g. region=eu; all is everywhere',
  reason String COMMENT 'reason in one phrase',
  release String COMMENT 'release in force; none before the first',
  target String COMMENT 'version traffic should go back to; empty for none',
  heartbeat Bool COMMENT 'true for the daily repetition of an unchanged verdict',
  paragraph String COMMENT 'the decision in English, with figures and why nothing else was done',
  decision_id String COMMENT 'identity of the decision: checkride why DECISION tells all of it'
) AS
SELECT model, window_end, headline, rule, scope, reason, release, target, heartbeat, paragraph, decision_id
FROM decisions FINAL;
