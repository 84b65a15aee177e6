import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Environment } from '@checkride/platform/env';
import { THREAD_POOL_SIZE } from '../clickhouse-server/config.js';
import type { ProcessSpec } from '../process/managed-process.js';
import { answersHttp } from '../process/readiness.js';

/** Everything the start of the ClickHouse-protocol server depends on. */
export interface ServerSetup {
  readonly directory: string;
  readonly port: number;
  readonly password: string;
  readonly env: Environment;
  readonly logFile: string;
}

/** The server as a program to supervise. */
export function clickhouseProcess(setup: ServerSetup): ProcessSpec {
  mkdirSync(setup.directory, { recursive: true });
  return {
    program: {
      name: 'clickhouse',
      command: process.execPath,
      args: [fileURLToPath(new URL('../../dist/clickhouse-server/main.js', import.meta.url))],
      env: {
        ...setup.env,
        // Read once, before the first file is opened: it cannot be set from inside.
        UV_THREADPOOL_SIZE: String(THREAD_POOL_SIZE),
        CLICKHOUSE_SERVER_DIRECTORY: setup.directory,
        CLICKHOUSE_SERVER_PORT: String(setup.port),
        CLICKHOUSE_SERVER_PASSWORD: setup.password,
      },
      cwd: setup.directory,
      logFile: setup.logFile,
    },
    ready: () => answersHttp(`http://127.0.0.1:${setup.port}/ping`),
    readyTimeoutMs: 60_000,
    stopTimeoutMs: 10_000,
  };
}

/** The owner's password of this home, drawn when first asked for and readable by its user alone. */
export function ownerPassword(directory: string): string {
  const file = join(directory, 'owner-password');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  mkdirSync(directory, { recursive: true });
  const password = randomBytes(18).toString('base64url');
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  return password;
}
