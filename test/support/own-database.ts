import { createClient } from '@clickhouse/client';
import type { ClickHouseClient } from '@clickhouse/client';
import { sharedStack, uniqueName } from './stack.js';

/** A database of its own on the shared engine, and the engine's owner in it. */
export interface OwnDatabase {
  readonly database: string;
  /** With the owner's credentials: `http://user:password@host:port`. */
  readonly clickhouseUrl: string;
  readonly owner: ClickHouseClient;
  rowsOf<T>(query: string, query_params?: Record<string, unknown>): Promise<T[]>;
  /** Rows of a table, -1 when the engine does not say. */
  countOf(table: string): Promise<number>;
  close(): Promise<void>;
}

/** Makes the database; `close` drops it. */
export async function ownDatabase(prefix: string): Promise<OwnDatabase> {
  const { clickhouseUrl } = await sharedStack();
  const database = uniqueName(prefix);
  const { username, password, origin } = new URL(clickhouseUrl);
  const anywhere = createClient({ url: origin, username, password });
  await anywhere.command({ query: `CREATE DATABASE ${database}` });
  await anywhere.close();
  const owner = createClient({ url: clickhouseUrl, database, log: { level: 127 } });
  const rowsOf = async <T>(query: string, query_params?: Record<string, unknown>): Promise<T[]> =>
    (await owner.query({ query, query_params, format: 'JSONEachRow' })).json<T>();
  return {
    database,
    clickhouseUrl,
    owner,
    rowsOf,
    countOf: async (table) =>
      (await rowsOf<{ n: number }>(`SELECT toUInt32(count()) AS n FROM ${table}`))[0]?.n ?? -1,
    async close() {
      await owner.command({ query: `DROP DATABASE ${database}` });
      await owner.close();
    },
  };
}
