import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CheckrideError } from '@checkride/domain/errors';
import { startOf } from './process/process-identity.js';

/** The process that runs the stack of a home. */
export interface LockHolder {
  readonly pid: number;
  readonly start: string;
}

const lockPath = (home: string): string => join(home, 'stack.lock');

/** The living process that holds the lock of `home`, or undefined. */
export function lockHolder(home: string): LockHolder | undefined {
  try {
    const holder = JSON.parse(readFileSync(lockPath(home), 'utf8')) as LockHolder;
    return startOf(holder.pid) === holder.start ? holder : undefined;
  } catch {
    return undefined;
  }
}

/** Takes the lock of `home` and returns its release. Throws CHK_STACK_RUNNING while another living process has it. */
export function acquireLock(home: string): () => void {
  mkdirSync(home, { recursive: true });
  const path = lockPath(home);
  const draft = `${path}.${process.pid}`;
  writeFileSync(
    draft,
    JSON.stringify({ pid: process.pid, start: startOf(process.pid) ?? '' } satisfies LockHolder),
  );
  try {
    // A link appears with its content: nobody ever reads a half-written lock.
    for (;;) {
      try {
        linkSync(draft, path);
        return () => rmSync(path, { force: true });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        const holder = lockHolder(home);
        if (holder !== undefined) throw running(home, holder);
        rmSync(path, { force: true });
      }
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

const running = (home: string, holder: LockHolder): CheckrideError =>
  new CheckrideError('CHK_STACK_RUNNING', `A stack is already running in ${home} (process ${holder.pid}).`, {
    remedy:
      'Use it, or end it with: checkride down. Another one can run beside it with another CHECKRIDE_HOME and other ports.',
    context: { pid: holder.pid },
  });
