import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ClickHouseConnection } from '@checkride/platform/clickhouse-connection';
import type { Encoding } from './events.js';

/** What a path cost: wall seconds, CPU seconds of its own process and of the engine. */
export interface Cost {
  readonly wall: number;
  readonly own: number;
  readonly engine: number;
}

/** Where a path reads and writes; `enginePid` is the process whose CPU counts beside its own. */
export interface Task {
  readonly brokers: readonly string[];
  readonly clickhouse: ClickHouseConnection;
  readonly enginePid: number;
  readonly topic: string;
  readonly partitions: number;
  readonly rows: number;
  readonly encoding: Encoding;
  readonly group: string;
}

/** The paths that run in a process of their own. */
export type PathName = 'whole' | 'consume-only' | 'insert-only';

/** Runs a path in a fresh process and gives back its cost. */
export function runPath(path: PathName, task: Task): Promise<Cost> {
  const main = fileURLToPath(new URL('path-process.js', import.meta.url));
  return new Promise((resolve, reject) => {
    const child = fork(main, [path, JSON.stringify(task)], { env: { ...process.env, LOG_LEVEL: 'warn' } });
    let cost: Cost | undefined;
    child.on('message', (message: Cost) => (cost = message));
    child.once('error', reject);
    child.once('exit', (code) =>
      cost === undefined ? reject(new Error(`the path ${path} ended with ${code}`)) : resolve(cost),
    );
  });
}
