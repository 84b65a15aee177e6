-- Labels whose prediction time nobody told: neither the producer nor a UUIDv7.
CREATE VIEW IF NOT EXISTS unresolved_labels (
  model LowCardinality(String) COMMENT 'name of the model',
  source LowCardinality(String) COMMENT 'system the labels come from',
  labels UInt64 COMMENT 'number of labels that belong to no cohort yet',
  first_arrival DateTime64(3, 'UTC') COMMENT 'arrival of the first of them',
  last_arrival DateTime64(3, 'UTC') COMMENT 'arrival of the last of them'
) AS
SELECT model, source, count() AS labels, min(appended_at) AS first_arrival, max(appended_at) AS last_arrival
FROM labels FINAL
WHERE cohort_hour = toDateTime(0, 'UTC')
GROUP BY model, source;
