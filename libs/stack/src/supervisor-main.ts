import { CheckrideError } from '@checkride/domain/errors';
import type { LaunchMessage, LaunchOptions } from './launch.js';
import { startOf } from './process/process-identity.js';
import { startSupervisor } from './supervisor.js';

const options = JSON.parse(process.argv[2] ?? '{}') as LaunchOptions;
const asked = new AbortController();
process.on('SIGINT', () => asked.abort(new Error('interrupted')));
process.on('SIGTERM', () => asked.abort(new Error('interrupted')));
// Its terminal may be closed: the stack stays until somebody takes it down.
process.on('SIGHUP', () => undefined);

const tell = (message: LaunchMessage): void => {
  if (process.connected) process.send?.(message);
};

try {
  const { ownerPid } = options;
  if (ownerPid !== undefined) watchOwner(ownerPid);
  const stack = await startSupervisor({
    ...options,
    signal: asked.signal,
    onProgress: (progress) => tell({ progress }),
  });
  tell({ ready: stack.record });
  if (process.connected) process.disconnect();
  await new Promise((resolve) => {
    if (asked.signal.aborted) resolve(undefined);
    else asked.signal.addEventListener('abort', resolve);
  });
  await stack.stop();
} catch (error) {
  tell({ failed: failure(error) });
  process.exitCode = 1;
}
process.exit();

function failure(error: unknown): NonNullable<LaunchMessage['failed']> {
  if (error instanceof CheckrideError)
    return { code: error.code, message: error.message, remedy: error.remedy };
  return { code: 'CHK_STACK_FAILED', message: error instanceof Error ? error.message : String(error) };
}

function watchOwner(pid: number): void {
  const start = startOf(pid);
  setInterval(() => {
    if (start === undefined || startOf(pid) !== start) asked.abort(new Error('the owner is gone'));
  }, 500).unref();
}
