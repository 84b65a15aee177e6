import { totalmem } from 'node:os';
import { z } from 'zod';

/** What the server process needs to know; sizes in bytes. */
export interface ServerConfig {
  /** Holds `data/` (the engine's own files) and `config.xml`. */
  readonly directory: string;
  readonly host: string;
  readonly port: number;
  readonly owner: { readonly user: string; readonly password: string };
  readonly memoryBytes: number;
  /** Most engine connections at once, idle ones included; further requests wait. */
  readonly maxConnections: number;
}

/** The user that may do everything; its password is drawn once per home. */
export const OWNER_USER = 'checkride';

/** The user people ask through: reads views, nothing else. */
export const ANALYST_USER = 'analyst';

/** Threads of the process's I/O pool: every running query holds one, and files and DNS need some too. */
export const THREAD_POOL_SIZE = 32;

const MEGABYTE = 2 ** 20;

/** A quarter of the machine, at least 1 GiB and at most 8 GiB. */
function defaultMemoryBytes(): number {
  return Math.min(8_192 * MEGABYTE, Math.max(1_024 * MEGABYTE, Math.floor(totalmem() / 4)));
}

/** The variables the supervisor sets for the server process. */
export const serverConfig = z
  .object({
    CLICKHOUSE_SERVER_DIRECTORY: z.string(),
    CLICKHOUSE_SERVER_HOST: z.string().default('127.0.0.1'),
    CLICKHOUSE_SERVER_PORT: z.coerce.number().int().min(1).max(65_535),
    CLICKHOUSE_SERVER_PASSWORD: z.string(),
    CLICKHOUSE_SERVER_MEMORY_MB: z.coerce.number().int().min(512).optional(),
  })
  .transform((env): ServerConfig => ({
    directory: env.CLICKHOUSE_SERVER_DIRECTORY,
    host: env.CLICKHOUSE_SERVER_HOST,
    port: env.CLICKHOUSE_SERVER_PORT,
    owner: { user: OWNER_USER, password: env.CLICKHOUSE_SERVER_PASSWORD },
    memoryBytes:
      env.CLICKHOUSE_SERVER_MEMORY_MB === undefined
        ? defaultMemoryBytes()
        : env.CLICKHOUSE_SERVER_MEMORY_MB * MEGABYTE,
    maxConnections: THREAD_POOL_SIZE - 8,
  }));
