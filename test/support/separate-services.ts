import { fileURLToPath } from 'node:url';
import { startGroup } from '@checkride/stack/process/child-group';
import type { ChildGroup } from '@checkride/stack/process/child-group';
import { lastLines } from '@checkride/stack/process/log-tail';
import { environment } from '@checkride/platform/env';
import { join } from 'node:path';

const HOST = fileURLToPath(new URL('../../services/host/dist/main.js', import.meta.url));

/** A service in a process of its own. */
export interface SeparateService {
  readonly name: string;
  /** Rejects with the end of its log when it ends without having been told to. */
  readonly failed: Promise<never>;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

/** Starts a service as its own process on a stack; its log is `<home>/logs/<name>.log`. It ends with this process. */
export function startService(
  name: string,
  stack: { readonly home: string; readonly environment: Readonly<Record<string, string>> },
  settings: Readonly<Record<string, string>> = {},
): SeparateService {
  const logFile = join(stack.home, 'logs', `${name}.log`);
  let group: ChildGroup | undefined;
  let fail!: (error: Error) => void;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failed.catch(() => undefined);
  const start = (): void => {
    const own = startGroup({
      name,
      command: process.execPath,
      args: ['--enable-source-maps', HOST],
      env: { ...environment(), ...stack.environment, ...settings, SERVICE: name },
      logFile,
    });
    group = own;
    void own.exited.then(({ code }) => {
      if (group === own) fail(new Error(`${name} ended with ${code}:\n${lastLines(logFile, 20)}`));
    });
  };
  const release = (): ChildGroup | undefined => {
    const own = group;
    group = undefined;
    return own;
  };
  start();
  return {
    name,
    failed,
    async kill() {
      const own = release();
      own?.signal('SIGKILL');
      await own?.exited;
    },
    start,
    async stop() {
      await release()?.stop(10_000);
    },
  };
}
