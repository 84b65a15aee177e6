import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CheckrideError } from '@checkride/domain/errors';
import { sha256 } from '@checkride/domain/canonical';

/** One numbered file of schemas/clickhouse; its checksum is SHA-256 of its text. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
  readonly statements: readonly string[];
}

/** The migrations shipped with this checkout. */
const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../../schemas/clickhouse/', import.meta.url));

const FILE = /^(\d{3})_([a-z0-9_]+)\.sql$/;

/** Reads all migrations of a folder in order. Throws CHK_MIGRATION_MISMATCH on a bad name, a gap or a duplicate number. */
export function readMigrations(folder: string = MIGRATIONS_FOLDER): Migration[] {
  const migrations = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      const match = FILE.exec(file);
      if (match === null) throw mismatch(`${file} is not named NNN_words.sql`);
      const text = readFileSync(join(folder, file), 'utf8');
      return {
        number: Number(match[1]),
        name: match[2] ?? '',
        checksum: sha256(text),
        statements: splitStatements(text),
      };
    });
  migrations.forEach(({ number, name }, index) => {
    if (number === index + 1) return;
    const what = number <= index ? 'is there twice' : `leaves a gap after ${pad(index)}`;
    throw mismatch(`${pad(number)}_${name}.sql: its number ${what}`);
  });
  return migrations;
}

/** Statements of a file: split at `;` outside quotes and comments, comments dropped. */
export function splitStatements(text: string): string[] {
  const token = /'(?:[^'\\]|\\.|'')*'|`[^`]*`|--[^\n]*|\/\*[\s\S]*?\*\/|;|[^'`;/-]+|[\s\S]/g;
  const statements: string[] = [''];
  for (const [part] of text.matchAll(token)) {
    if (part === ';') statements.push('');
    else if (!part.startsWith('--') && !part.startsWith('/*')) statements[statements.length - 1] += part;
  }
  return statements.map((statement) => statement.trim()).filter((statement) => statement !== '');
}

/** A migration's number as it stands in its file name. */
export const pad = (number: number): string => String(number).padStart(3, '0');

/** CHK_MIGRATION_MISMATCH with what to do about it. */
export const mismatch = (message: string): CheckrideError =>
  new CheckrideError('CHK_MIGRATION_MISMATCH', message, {
    remedy: 'Never edit, remove or renumber a migration that was applied: add the next number instead.',
  });
