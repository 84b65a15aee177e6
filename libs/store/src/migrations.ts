import { PATIENT, retry } from '@checkride/platform/retry';
import type { Backoff } from '@checkride/platform/retry';
import type { ClickHouse } from './clickhouse-client.js';
import { mismatch, pad, readMigrations } from './migration-files.js';
import type { Migration } from './migration-files.js';
import { defineQuery, defineStatement } from './query.js';

/** A migration as the database remembers it. */
export interface AppliedMigration {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
}

const CREATE_JOURNAL = `CREATE TABLE IF NOT EXISTS schema_migrations (
  number UInt16 COMMENT 'number of the file in schemas/clickhouse',
  name String COMMENT 'name of the file without number and extension',
  checksum String COMMENT 'SHA-256 of the text of the file as applied',
  applied_at DateTime('UTC') DEFAULT now() COMMENT 'when it was applied'
) ENGINE = ReplacingMergeTree ORDER BY number SETTINGS fsync_after_insert = 1
COMMENT 'migrations applied to this database'`;

const APPLIED = defineQuery({
  name: 'applied migrations',
  sql: 'SELECT number, name, checksum FROM schema_migrations FINAL ORDER BY number',
  params: {},
  row: (raw): AppliedMigration => ({
    number: Number(raw['number']),
    name: String(raw['name']),
    checksum: String(raw['checksum']),
  }),
});

const JOURNAL_EXISTS = defineQuery({
  name: 'migration journal',
  sql: "SELECT count() AS n FROM system.tables WHERE database = currentDatabase() AND name = 'schema_migrations'",
  params: {},
  row: (raw) => Number(raw['n']) > 0,
});

const RECORD = defineStatement<{ number: number; name: string; checksum: string }>({
  name: 'record migration',
  sql: `INSERT INTO schema_migrations (number, name, checksum)
        SELECT {number:UInt16}, {name:String}, {checksum:String}`,
  params: { number: 'UInt16', name: 'String', checksum: 'String' },
});

/**
 * What is left to apply. Throws CHK_MIGRATION_MISMATCH when the database holds a migration that the files lack or that
 * was edited since, or when it skipped one.
 */
export function pendingMigrations(
  files: readonly Migration[],
  applied: readonly AppliedMigration[],
): Migration[] {
  for (const [index, { number, name, checksum }] of applied.entries()) {
    const file = files.find((migration) => migration.number === number);
    if (file === undefined)
      throw mismatch(`Migration ${pad(number)}_${name} was applied, but its file is gone`);
    if (file.checksum !== checksum)
      throw mismatch(`${pad(number)}_${name}.sql was edited after it was applied`);
    if (number !== index + 1)
      throw mismatch(`The database has migration ${pad(number)} but lacks ${pad(index + 1)}`);
  }
  return files.slice(applied.length);
}

/**
 * Applies what is missing, in order, and says what it applied. Each statement is idempotent, so a crash in the middle
 * of a file is mended by running again.
 */
export async function migrate(
  clickhouse: ClickHouse,
  files: readonly Migration[] = readMigrations(),
): Promise<Migration[]> {
  await clickhouse.command(CREATE_JOURNAL);
  const pending = pendingMigrations(files, await clickhouse.query(APPLIED, {}));
  for (const migration of pending) {
    for (const statement of migration.statements) await clickhouse.command(statement);
    const { number, name, checksum } = migration;
    await clickhouse.command(RECORD, { number, name, checksum });
  }
  return pending;
}

/**
 * Throws CHK_MIGRATION_MISMATCH unless the database holds exactly these migrations: what a service does at its start. A
 * server that is starting too is waited for, about half a minute.
 */
export async function verifyMigrations(
  clickhouse: ClickHouse,
  files: readonly Migration[] = readMigrations(),
  backoff: Backoff = PATIENT,
): Promise<void> {
  const [exists] = await retry(() => clickhouse.query(JOURNAL_EXISTS, {}), { backoff });
  const applied = exists === true ? await clickhouse.query(APPLIED, {}) : [];
  const pending = pendingMigrations(files, applied);
  if (pending.length > 0)
    throw mismatch(
      `The database lacks ${pending.length} migration(s), the first is ${pad(pending[0]?.number ?? 0)}; run \`checkride migrate\``,
    );
}
