-- Index of dead-letters.v1; the original bytes stay on the topic.
CREATE TABLE IF NOT EXISTS dead_letters (
  topic LowCardinality(String) COMMENT 'topic the message stood on',
  partition UInt16 COMMENT 'partition it stood in',
  offset UInt64 COMMENT 'offset it stood at; with topic and partition its identity',
  model LowCardinality(String) COMMENT 'name of the model, when it could be told; else empty',
  reason LowCardinality(String) COMMENT 'why it was set aside: one word of the closed list',
  detail String COMMENT 'what exactly was wrong',
  message_at DateTime64(3, 'UTC') COMMENT 'when the log received the message',
  size UInt32 COMMENT 'bytes of the original value',
  preview String COMMENT 'first 300 bytes of the value, unreadable ones replaced',
  letter_partition UInt16 COMMENT 'partition of the dead letter itself',
  record_offset UInt64 COMMENT 'offset of the dead letter itself',
  appended_at DateTime64(3, 'UTC') COMMENT 'when the log received the dead letter'
) ENGINE = ReplacingMergeTree(record_offset)
ORDER BY (topic, partition, offset)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'messages set aside; read with FINAL';
