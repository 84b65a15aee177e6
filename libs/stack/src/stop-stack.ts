import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readStackRecord, stackRecordPath } from '@checkride/platform/stack-record';
import { startOf } from './process/process-identity.js';
import { lockHolder } from './stack-lock.js';

/** Ends the stack of a home, whoever started it. Resolves with whether there was one and it is gone after `patienceMs`. */
export async function stopStack(home: string, patienceMs = 40_000): Promise<boolean> {
  const place = resolve(home);
  const holder = lockHolder(place);
  const found = holder !== undefined || readStackRecord(place) !== undefined;
  if (holder !== undefined) process.kill(holder.pid, 'SIGTERM');
  const deadline = performance.now() + patienceMs;
  while (lockHolder(place) !== undefined) {
    if (performance.now() > deadline) return false;
    await wait(50);
  }
  await leftoversGone(place, deadline - performance.now());
  return found;
}

/** Waits for the parts of a supervisor that was killed: each ends by itself within seconds of it. */
export async function leftoversGone(home: string, patienceMs: number): Promise<void> {
  const deadline = performance.now() + patienceMs;
  const pids = Object.values(readStackRecord(home)?.pids ?? {}).filter((pid) => pid > 0);
  while (pids.some((pid) => startOf(pid) !== undefined) && performance.now() < deadline) await wait(50);
  rmSync(stackRecordPath(home), { force: true });
}
