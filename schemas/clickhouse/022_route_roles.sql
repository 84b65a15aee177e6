-- Which part a version plays under a route revision, as the pane statements need it.
CREATE TABLE IF NOT EXISTS route_roles (
  model LowCardinality(String) COMMENT 'name of the model',
  revision UInt32 COMMENT 'route revision as rows carry it',
  version LowCardinality(String) COMMENT 'model version',
  role Enum8('sole' = 0, 'candidate' = 1, 'control' = 2, 'holdback' = 3, 'shadow' = 4) COMMENT 'part of the version under this route',
  release LowCardinality(String) COMMENT 'release the route belongs to',
  released_at DateTime64(3, 'UTC') COMMENT 'window start of the tick under which the release began; 1970-01-01 before any',
  randomised_by Enum8('none' = 0, 'unit' = 1, 'request' = 2) COMMENT 'what is assigned at random between a candidate and its control; none: the roles are not compared',
  computed_at DateTime64(3, 'UTC') DEFAULT now64(3) COMMENT 'when the row was written; the last one is read'
) ENGINE = ReplacingMergeTree(computed_at)
ORDER BY (model, revision, version)
SETTINGS fsync_after_insert = 1
COMMENT 'role of each version by route revision; read with FINAL';
