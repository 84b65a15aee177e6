import { CheckrideError } from '@checkride/domain/errors';
import { startGroup } from './child-group.js';
import type { Program } from './child-group.js';
import { lastLines } from './log-tail.js';

/** Runs a program to its end. Throws CHK_STACK_FAILED with the end of its log, or the signal's reason when aborted. */
export async function runCommand(program: Program, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const child = startGroup(program);
  const onAbort = (): void => void child.stop(3_000);
  signal.addEventListener('abort', onAbort, { once: true });
  const exit = await child.exited;
  signal.removeEventListener('abort', onAbort);
  signal.throwIfAborted();
  if (exit.code === 0) return;
  throw new CheckrideError(
    'CHK_STACK_FAILED',
    `${program.name} ended with ${exit.error?.message ?? exit.signal ?? exit.code}:\n${lastLines(program.logFile, 12)}`,
    { remedy: `See ${program.logFile}.`, cause: exit.error },
  );
}
