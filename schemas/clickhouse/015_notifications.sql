-- Projection of notifications.v1: messages to people, one per id, updated in place.
CREATE TABLE IF NOT EXISTS notifications (
  model LowCardinality(String) COMMENT 'name of the model',
  notification_id String COMMENT 'identity of the message',
  incident_id String COMMENT 'incident it belongs to; empty for none',
  urgency LowCardinality(String) COMMENT 'ticket or page',
  headline LowCardinality(String) COMMENT 'headline of the decision behind it',
  text String COMMENT 'the message',
  at DateTime64(3, 'UTC') COMMENT 'event time it speaks of',
  body String COMMENT 'the message as canonical JSON' CODEC(ZSTD(1)),
  record_offset UInt64 COMMENT 'offset on its topic: the newest record of a key wins',
  appended_at DateTime64(3, 'UTC') COMMENT 'when the log received the record'
) ENGINE = ReplacingMergeTree(record_offset)
ORDER BY (model, notification_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'messages to people; read with FINAL';
