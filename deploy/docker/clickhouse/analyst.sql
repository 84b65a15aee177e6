-- People ask through this user. It reads; it changes nothing and reads no files.
CREATE USER IF NOT EXISTS analyst IDENTIFIED WITH no_password SETTINGS readonly = 1, max_execution_time = 60, max_memory_usage = 1000000000;
GRANT SELECT ON default.* TO analyst;
