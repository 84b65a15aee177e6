import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { CheckrideError } from '@checkride/domain/errors';

/** One command to run in its own process group. */
export interface ProcessOrder {
  readonly command: string;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly timeLimitMs: number;
  readonly signal: AbortSignal;
}

/** Runs a shell command to its end; output goes to the log file. Throws CHK_JOB_FAILED on failure, time limit or cancel. */
export async function runProcess({
  command,
  folder,
  environment,
  logFile,
  timeLimitMs,
  signal,
}: ProcessOrder): Promise<void> {
  const log = createWriteStream(logFile, { flags: 'a' });
  await once(log, 'open');
  const child = spawn('/bin/sh', ['-c', command], {
    cwd: folder,
    env: { ...environment },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  let ended = '';
  const end = (why: string): void => {
    ended = why;
    killGroup(child.pid);
  };
  const cancel = (): void => end('it was cancelled');
  signal.addEventListener('abort', cancel, { once: true });
  const limit = setTimeout(() => end(`it passed its time limit of ${timeLimitMs} ms`), timeLimitMs);
  try {
    if (signal.aborted) cancel();
    const [code, by] = (await once(child, 'close')) as [number | null, string | null];
    if (code === 0 && !ended) return;
    throw new CheckrideError(
      'CHK_JOB_FAILED',
      `"${command}" failed: ${ended || (by ? `signal ${by}` : `exit code ${code}`)}`,
      { remedy: `Read ${logFile}.` },
    );
  } finally {
    clearTimeout(limit);
    signal.removeEventListener('abort', cancel);
    log.end();
  }
}

/** Ends a child and everything it started; a group that is gone already is what we wanted. */
function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
