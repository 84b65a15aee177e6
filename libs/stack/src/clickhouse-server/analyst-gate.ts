import type { Session } from 'chdb';
import type { Engine } from './engine.js';
import { ServerError } from './server-error.js';
import { cutFormat, leadingWord, quoted, withoutSemicolon } from './sql-text.js';

const READS_OUTSIDE =
  /^(file|dictGet.*|dictHas|dictIsIn|joinGet.*|catboostEvaluate|modelEvaluate|sleep.*|getServerSetting|getMacro)$/i;
const GENERATORS = new Set([
  'numbers',
  'numbers_mt',
  'values',
  'generate_series',
  'generateSeries',
  'null',
  'zeros',
]);
const SYSTEM_TABLES = new Set([
  'system.one',
  'system.numbers',
  'system.tables',
  'system.columns',
  'system.databases',
  'system.functions',
]);
const SHOWS =
  /^\s*(SHOW\s+(TABLES|DATABASES|COLUMNS|CREATE\s+(TABLE|VIEW))\b|EXISTS\s|(DESCRIBE|DESC)\s+(TABLE\s+)?[\w.`"]+$)/i;

const refuse = (detail: string): ServerError =>
  new ServerError(497, 'ACCESS_DENIED', `analyst: Not enough privileges. ${detail}`);

/**
 * Lets an analyst's statement pass or throws ACCESS_DENIED: one statement, a query, that reads views only.
 * The engine's own parser and analyser name the tables and functions; nothing is guessed from the text.
 */
export async function admitAnalyst(engine: Engine, connection: Session, sql: string): Promise<void> {
  const { statementCount, queryClass } = await engine.classify(connection, sql);
  if (queryClass === 4) return;
  if (statementCount !== 1 || queryClass !== 0) throw refuse('Only single queries are allowed');
  const statement = withoutSemicolon(cutFormat(withoutSemicolon(sql)).sql);
  if (SHOWS.test(statement)) return;
  if (!['SELECT', 'WITH'].includes(leadingWord(statement)))
    throw refuse('Only SELECT, SHOW, EXISTS and DESCRIBE are allowed');

  const written = await queryTree(connection, statement, false);
  for (const name of named(written, /function_name: (\S+?), function_type: ordinary/g)) {
    if (READS_OUTSIDE.test(name)) throw refuse(`The function ${name} is not allowed`);
  }
  for (const name of named(written, /table_function_name: (\S+)/g)) {
    if (!GENERATORS.has(name)) throw refuse(`The table function ${name} is not allowed`);
  }
  const resolved = await queryTree(connection, statement, true);
  const tables = named(resolved, /TABLE id: \d+,.*?table_name: (\S+)/g).filter(
    (name) => !SYSTEM_TABLES.has(name),
  );
  await onlyViews(connection, tables);
}

async function onlyViews(connection: Session, tables: readonly string[]): Promise<void> {
  if (tables.length === 0) return;
  const list = tables.map(quoted).join(', ');
  const found = await connection.queryAsync(
    `SELECT concat(database, '.', name) FROM system.tables WHERE engine = 'View' AND concat(database, '.', name) IN (${list})`,
    { format: 'TSVRaw' },
  );
  const views = new Set(found.text().trim().split('\n'));
  const table = tables.find((name) => !views.has(name));
  if (table !== undefined) throw refuse(`${table} is not a view`);
}

async function queryTree(connection: Session, sql: string, resolved: boolean): Promise<string> {
  const tree = await connection.queryAsync(`EXPLAIN QUERY TREE run_passes = ${resolved ? 1 : 0} ${sql}`, {
    format: 'TSVRaw',
  });
  return tree.text();
}

function named(tree: string, pattern: RegExp): string[] {
  return [...new Set([...tree.matchAll(pattern)].map((match) => match[1] ?? ''))];
}
