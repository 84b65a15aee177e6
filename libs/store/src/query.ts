import { CheckrideError } from '@checkride/domain/errors';

/** A value bound to a placeholder; never pasted into the SQL. Times go in as numbers (ms) or text, as the type says. */
export type Param = string | number | bigint | boolean | null | readonly Param[];

/** The parameters of a statement by name. */
export type Params = Readonly<Record<string, Param>>;

/** Server settings of one call, e.g. `{ max_threads: 1, priority: 10 }`. */
export type Settings = Readonly<Record<string, string | number>>;

/** A statement that returns nothing, with the ClickHouse type of each parameter. */
export interface Statement<P extends Params> {
  /** What it is for, in logs and in the server's query log. */
  readonly name: string;
  /** SQL with placeholders such as `{model:String}`. */
  readonly sql: string;
  readonly params: { readonly [K in keyof P]: string };
  readonly settings?: Settings;
}

/** A named SELECT: `row` turns one JSON row (numbers for all integers, null for NaN) into what the caller works with. */
export interface Query<P extends Params, T> extends Statement<P> {
  readonly row: (raw: Row) => T;
}

/** One row as the server sends it. Ask for `toString(x)` where a UInt64 must keep every digit. */
export type Row = Readonly<Record<string, unknown>>;

const PLACEHOLDER = /\{([a-z_][a-z0-9_]*):([^}]+)\}/g;

/** Checks at load time that the placeholders of the SQL and the declared parameters are the same. */
export function defineQuery<P extends Params, T>(query: Query<P, T>): Query<P, T> {
  checkPlaceholders(query);
  return query;
}

/** As `defineQuery`, for a statement without an answer. */
export function defineStatement<P extends Params>(statement: Statement<P>): Statement<P> {
  checkPlaceholders(statement);
  return statement;
}

function checkPlaceholders({ name, sql, params }: Statement<Params>): void {
  const found = new Map([...sql.matchAll(PLACEHOLDER)].map(([, param = '', type = '']) => [param, type]));
  const wrong = [
    ...[...found].filter(([param, type]) => params[param] !== type).map(([param]) => param),
    ...Object.keys(params).filter((param) => !found.has(param)),
  ];
  if (wrong.length > 0)
    throw new CheckrideError(
      'CHK_STATE_INVALID',
      `Query ${name}: SQL and declared parameters differ in ${wrong.join(', ')}.`,
    );
}
