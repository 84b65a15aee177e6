import { Readable } from 'node:stream';
import type { Stream } from 'node:stream';
import { ClickHouseError, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { CheckrideError } from '@checkride/domain/errors';
import type { ClickHouseConnection } from '@checkride/platform/clickhouse-connection';
import type { Params, Query, Row, Settings, Statement } from './query.js';
import { faultOf } from './server-codes.js';

/** Rows to insert as bytes: into `table`, or through `sql`, an INSERT without its FORMAT clause. */
export interface ByteInsert {
  readonly into: { readonly table: string } | { readonly sql: string };
  readonly format: 'RowBinary' | 'JSONEachRow';
  readonly bytes: Uint8Array | readonly Uint8Array[];
  readonly settings?: Settings;
}

/** How the client behaves beyond where it connects to. */
export interface ClickHouseOptions {
  /** Shown in the server's query log. */
  readonly application?: string;
  /** Longest time in ms for one call; default 120 000. */
  readonly requestTimeoutMs?: number;
  readonly maxConnections?: number;
  readonly settings?: Settings;
}

/**
 * A ClickHouse server, embedded or not. Every method throws CHK_CLICKHOUSE_UNAVAILABLE (retriable: network, timeout,
 * memory, too many parts) or CHK_CLICKHOUSE_REJECTED; `context` carries `server_code` and `fault` (`setup` or `data`).
 */
export interface ClickHouse {
  query<P extends Params, T>(query: Query<P, T>, params: P, settings?: Settings): Promise<T[]>;
  command(statement: string, params?: undefined, settings?: Settings): Promise<void>;
  command<P extends Params>(statement: Statement<P>, params: P, settings?: Settings): Promise<void>;
  /** The answer as bytes in a ClickHouse format such as `Parquet` or `CSVWithNames`; read it to its end. */
  read<P extends Params>(statement: Statement<P>, params: P, format: string): Promise<Readable>;
  /** Resolves when the rows are stored (and on disk, where the table says fsync). */
  insertBytes(insert: ByteInsert): Promise<void>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Numbers as numbers and NaN as null, whatever the server's version thinks of it. */
const ANSWER_SETTINGS: Settings = {
  output_format_json_quote_64bit_integers: 0,
  output_format_json_quote_denormals: 0,
};

/** A client of one server and database; nothing is sent before the first call. */
export function connectClickHouse(
  connection: ClickHouseConnection,
  options: ClickHouseOptions = {},
): ClickHouse {
  const client = createClient({
    url: connection.url,
    username: connection.user,
    password: connection.password,
    database: connection.database,
    application: options.application ?? 'checkride',
    request_timeout: options.requestTimeoutMs ?? 120_000,
    max_open_connections: options.maxConnections ?? 10,
    clickhouse_settings: { ...options.settings },
    log: { level: ClickHouseLogLevel.OFF },
  });
  const named = ({ name, sql }: Text): string => `/* ${name} */ ${sql}`;

  const send = async (
    statement: string | Text,
    params: Params | undefined,
    settings?: Settings,
  ): Promise<void> => {
    const text = typeof statement === 'string' ? statement : named(statement);
    const own = typeof statement === 'string' ? {} : statement.settings;
    await guarded(nameOf(statement), () =>
      client.command({
        query: text,
        query_params: { ...params },
        clickhouse_settings: { ...own, ...settings },
      }),
    );
  };

  return {
    query: (query, params, settings) =>
      guarded(query.name, async () => {
        const answer = await client.query({
          query: named(query),
          query_params: { ...params },
          format: 'JSONEachRow',
          clickhouse_settings: { ...ANSWER_SETTINGS, ...query.settings, ...settings },
        });
        return (await answer.json<Row>()).map(query.row);
      }),
    command: (statement: string | Text, params?: Params, settings?: Settings) =>
      send(statement, params, settings),
    read: (statement, params, format) =>
      guarded(statement.name, async () => {
        const { stream } = await client.exec({
          query: `${named(statement)}\nFORMAT ${format}`,
          query_params: { ...params },
          clickhouse_settings: { ...statement.settings },
        });
        return stream;
      }),
    insertBytes: ({ into, format, bytes, settings }) =>
      guarded('insert', async () => {
        const head = 'table' in into ? `INSERT INTO ${into.table}` : into.sql;
        const { stream } = await client.exec({
          query: `${head} FORMAT ${format}`,
          values: Readable.from(bytes instanceof Uint8Array ? [bytes] : bytes, { objectMode: false }),
          clickhouse_settings: { async_insert: 0, wait_end_of_query: 1, ...settings },
        });
        await drained(stream);
      }),
    ping: () =>
      guarded('ping', async () => {
        const answer = await client.ping({ select: true });
        if (!answer.success) throw answer.error;
      }),
    close: () => client.close(),
  };
}

type Text = Pick<Statement<Params>, 'name' | 'sql' | 'settings'>;

const nameOf = (statement: string | Text): string =>
  typeof statement === 'string' ? statement.trim().slice(0, 60) : statement.name;

async function drained(stream: Stream & AsyncIterable<unknown>): Promise<void> {
  for await (const chunk of stream) void chunk;
}

async function guarded<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw error instanceof CheckrideError ? error : asCheckrideError(what, error);
  }
}

function asCheckrideError(what: string, error: unknown): CheckrideError {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof ClickHouseError))
    return new CheckrideError(
      'CHK_CLICKHOUSE_UNAVAILABLE',
      `ClickHouse did not answer (${what}): ${message}`,
      {
        remedy: 'Check CLICKHOUSE_URL, or `checkride status` for the embedded server.',
        cause: error,
      },
    );
  const serverCode = Number(error.code);
  const fault = faultOf(serverCode);
  return new CheckrideError(
    fault === 'unavailable' ? 'CHK_CLICKHOUSE_UNAVAILABLE' : 'CHK_CLICKHOUSE_REJECTED',
    `ClickHouse refused ${what} with ${error.type ?? 'an error'} (${serverCode}): ${message.slice(0, 600)}`,
    { cause: error, context: { server_code: serverCode, fault } },
  );
}
