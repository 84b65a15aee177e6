import { fork } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ClickHouseConnection } from '@checkride/platform/clickhouse-connection';
import { connectClickHouse } from '@checkride/store/clickhouse-client';
import { defineQuery } from '@checkride/store/query';
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
    child.on('message', (message: Cost | 'reading') => {
      if (message !== 'reading') cost = message;
      else void rowsStored(task, 'predictions').then(() => child.send('stored'), reject);
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      cost === undefined ? reject(new Error(`the path ${path} ended with ${code}`)) : resolve(cost),
    );
  });
}

const LOOK_MS = 250;

/** Resolves when a table holds all rows of a task; asks rarely, since the engine's answers cost it too. */
export async function rowsStored({ clickhouse: address, rows }: Task, table: string): Promise<void> {
  const clickhouse = connectClickHouse(address);
  const stored = defineQuery<{ table: string }, number>({
    name: 'rows stored',
    sql: `SELECT sum(rows) AS n FROM system.parts
          WHERE active AND database = currentDatabase() AND table = {table:String}`,
    params: { table: 'String' },
    row: (raw) => Number(raw['n']),
  });
  while (((await clickhouse.query(stored, { table }))[0] ?? 0) < rows) await wait(LOOK_MS);
  await clickhouse.close();
}
