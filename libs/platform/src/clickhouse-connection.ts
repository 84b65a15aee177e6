import { z } from 'zod';
import { checkrideHome, readStackRecord } from './stack-record.js';

/** The port the embedded ClickHouse-protocol server prefers. */
export const DEFAULT_CLICKHOUSE_PORT = 18_123;

/** How to reach ClickHouse over HTTP. The URL carries no credentials. */
export interface ClickHouseConnection {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/**
 * CLICKHOUSE_URL (may carry user:password@), CLICKHOUSE_USER, CLICKHOUSE_PASSWORD, CLICKHOUSE_DATABASE.
 * Without CLICKHOUSE_URL: the running embedded server of CHECKRIDE_HOME with the user it recorded.
 */
export const clickhouseConnection = z
  .object({
    CHECKRIDE_HOME: z.string().optional(),
    CLICKHOUSE_URL: z.string().optional(),
    CLICKHOUSE_USER: z.string().optional(),
    CLICKHOUSE_PASSWORD: z.string().optional(),
    CLICKHOUSE_DATABASE: z.string().optional(),
  })
  .transform((env, context): ClickHouseConnection => {
    const embedded = env.CLICKHOUSE_URL === undefined ? readStackRecord(checkrideHome(env)) : undefined;
    const text =
      env.CLICKHOUSE_URL ?? embedded?.clickhouseUrl ?? `http://127.0.0.1:${DEFAULT_CLICKHOUSE_PORT}`;
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol)) {
      context.addIssue({
        code: 'custom',
        path: ['CLICKHOUSE_URL'],
        message: 'expected http://host:port or https://host:port',
      });
      return z.NEVER;
    }
    return {
      url: `${url.protocol}//${url.host}${url.pathname.replace(/\/$/, '')}`,
      user:
        env.CLICKHOUSE_USER ?? (decodeURIComponent(url.username) || embedded?.clickhouseUser || 'default'),
      password:
        env.CLICKHOUSE_PASSWORD ?? (decodeURIComponent(url.password) || embedded?.clickhousePassword || ''),
      database: env.CLICKHOUSE_DATABASE ?? 'default',
    };
  });
