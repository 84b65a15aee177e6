import { fileURLToPath } from 'node:url';
import { startGroup } from '@checkride/stack/process/child-group';
import type { ChildGroup } from '@checkride/stack/process/child-group';
import { environment } from '@checkride/platform/env';
import { join } from 'node:path';

const HOST = fileURLToPath(new URL('../../services/host/dist/main.js', import.meta.url));

/** A service in a process of its own. */
export interface SeparateService {
  readonly name: string;
  /** How often it was started. */
  readonly incarnation: number;
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
  let group: ChildGroup | undefined;
  let incarnation = 0;
  const start = (): void => {
    incarnation += 1;
    group = startGroup({
      name,
      command: process.execPath,
      args: ['--enable-source-maps', HOST],
      env: { ...environment(), ...stack.environment, ...settings, SERVICE: name },
      logFile: join(stack.home, 'logs', `${name}.log`),
    });
  };
  start();
  return {
    name,
    get incarnation() {
      return incarnation;
    },
    async kill() {
      group?.signal('SIGKILL');
      await group?.exited;
    },
    start,
    async stop() {
      await group?.stop(10_000);
    },
  };
}
