-- Messages set aside by hour of arrival: what the reports and people count.
CREATE VIEW IF NOT EXISTS dead_letter_counts (
  model LowCardinality(String) COMMENT 'name of the model, when it could be told; else empty',
  topic LowCardinality(String) COMMENT 'topic the messages stood on',
  reason LowCardinality(String) COMMENT 'why they were set aside',
  hour DateTime('UTC') COMMENT 'hour in which the log received the messages',
  messages UInt64 COMMENT 'number of messages'
) AS
SELECT model, topic, reason, toStartOfHour(toDateTime(message_at)) AS hour, count() AS messages
FROM dead_letters FINAL
GROUP BY model, topic, reason, hour;
