import { fork } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CheckrideError } from '@checkride/domain/errors';
import type { ErrorCode } from '@checkride/domain/errors';
import { environment } from '@checkride/platform/env';
import type { StackRecord } from '@checkride/platform/stack-record';
import type { Progress } from './progress.js';
import type { SupervisorOptions } from './supervisor.js';

/** What a background stack is told; it runs until `stopStack`, or until the process `ownerPid` is gone. */
export type LaunchOptions = Omit<SupervisorOptions, 'signal' | 'onProgress' | 'env'> & {
  readonly ownerPid?: number;
};

/** What the background process says while it starts. */
export interface LaunchMessage {
  readonly progress?: Progress;
  readonly ready?: StackRecord;
  readonly failed?: { readonly code: ErrorCode; readonly message: string; readonly remedy?: string };
}

/** How the launching process follows the start. */
export interface LaunchWatch {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Starts a supervisor in the background and resolves when the stack is ready; the caller may then end.
 * Throws what `startSupervisor` throws; aborting takes down whatever was started before it rejects.
 */
export async function launchStack(options: LaunchOptions, watch: LaunchWatch = {}): Promise<StackRecord> {
  const home = resolve(options.home);
  mkdirSync(join(home, 'logs'), { recursive: true });
  const log = openSync(join(home, 'logs', 'supervisor.log'), 'a');
  const main = fileURLToPath(new URL('../dist/supervisor-main.js', import.meta.url));
  watch.signal?.throwIfAborted();
  const child = fork(main, [JSON.stringify({ ...options, home })], {
    detached: true,
    execArgv: [],
    env: { ...environment() },
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const onAbort = (): void => void child.kill('SIGTERM');
  watch.signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await new Promise<StackRecord>((ready, fail) => {
      let failure: Error | undefined;
      child.on('message', (message: LaunchMessage) => {
        if (message.progress !== undefined) watch.onProgress?.(message.progress);
        if (message.ready !== undefined) ready(message.ready);
        if (message.failed !== undefined) failure = asError(message.failed);
      });
      child.once('error', fail);
      // Only the end of the process says that nothing of it is left.
      child.once('exit', () =>
        fail(
          failure ??
            new CheckrideError('CHK_STACK_FAILED', `The supervisor ended; see ${join(home, 'logs')}.`),
        ),
      );
    });
  } finally {
    watch.signal?.removeEventListener('abort', onAbort);
    if (child.connected) child.disconnect();
    child.unref();
  }
}

const asError = ({ code, message, remedy }: NonNullable<LaunchMessage['failed']>): CheckrideError =>
  new CheckrideError(code, message, { remedy });
