import { join, resolve } from 'node:path';
import { readStackRecord } from '@checkride/platform/stack-record';
import type { StackRecord } from '@checkride/platform/stack-record';
import { answersHttp, answersKafka } from './process/readiness.js';
import { startOf } from './process/process-identity.js';
import { lockHolder } from './stack-lock.js';

/** One part as seen from outside. */
export interface PartStatus {
  readonly name: string;
  readonly pid: number;
  readonly alive: boolean;
  /** For the two embedded parts: whether they answer their own protocol now. */
  readonly answers?: boolean;
}

/** What runs in a home: `starting` has a supervisor but is not ready, `stale` was left by one that was killed. */
export interface StackStatus {
  readonly home: string;
  readonly state: 'running' | 'starting' | 'stopped' | 'stale';
  readonly record?: Omit<StackRecord, 'clickhousePassword'>;
  readonly parts: readonly PartStatus[];
  readonly logs: string;
}

/** Looks at the stack of a home from another process. */
export async function stackStatus(home: string): Promise<StackStatus> {
  const place = resolve(home);
  const logs = join(place, 'logs');
  const record = readStackRecord(place);
  const supervised = lockHolder(place) !== undefined;
  if (record === undefined)
    return { home: place, state: supervised ? 'starting' : 'stopped', parts: [], logs };
  const { clickhousePassword: _password, ...shown } = record;
  const parts = await Promise.all(
    Object.entries(record.pids).map(([name, pid]) => partStatus(name, pid, record)),
  );
  return { home: place, state: supervised ? 'running' : 'stale', record: shown, parts, logs };
}

async function partStatus(name: string, pid: number, record: StackRecord): Promise<PartStatus> {
  const alive = pid > 0 && startOf(pid) !== undefined;
  if (name === 'kafka')
    return { name, pid, alive, answers: await answersKafka(Number(record.kafkaBrokers.split(':')[1])) };
  if (name === 'clickhouse')
    return { name, pid, alive, answers: await answersHttp(`${record.clickhouseUrl}/ping`) };
  return { name, pid, alive };
}
