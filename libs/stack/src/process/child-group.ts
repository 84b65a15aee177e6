import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** A program to run; its output is appended to `logFile`. */
export interface Program {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment of the child. */
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  readonly cwd?: string;
}

/** How a child ended; `error` when it could not be started at all. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly error?: Error;
}

/** A child that leads its own process group, so that a terminal's Ctrl-C reaches only its parent. */
export interface ChildGroup {
  readonly pid: number;
  readonly exited: Promise<Exit>;
  alive(): boolean;
  /** Sends a signal to the whole group; a group that is gone is no error. */
  signal(signal: NodeJS.Signals): void;
  /** SIGTERM, and after `patienceMs` SIGKILL; resolves when the child is gone. */
  stop(patienceMs: number): Promise<Exit>;
}

const LOG_LIMIT = 16 * 2 ** 20;

/** Starts a program in a process group of its own. It ends soon after this process, however that ends. */
export function startGroup(program: Program): ChildGroup {
  const log = openLog(program.logFile);
  const child = spawn(program.command, program.args, {
    cwd: program.cwd,
    env: program.env,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const exited = new Promise<Exit>((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, error }));
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  const pid = child.pid ?? 0;
  if (pid > 0) watchParent(pid, exited);

  const alive = (): boolean => pid > 0 && child.exitCode === null && child.signalCode === null;
  const signalGroup = (signal: NodeJS.Signals): void => {
    if (pid > 0) trySignal(-pid, signal);
  };
  return {
    pid,
    exited,
    alive,
    signal: signalGroup,
    async stop(patienceMs) {
      if (alive()) signalGroup('SIGTERM');
      const timer = setTimeout(() => signalGroup('SIGKILL'), patienceMs);
      const exit = await exited;
      clearTimeout(timer);
      // Whatever the child itself had started is gone with it.
      signalGroup('SIGKILL');
      return exit;
    },
  };
}

// A shell waits on a pipe from this process: its end of file means that this process is gone, by whatever signal.
const REAPER = `
read -r _ && exit
kill -s TERM -- -$1
for _ in 1 2 3 4 5 6; do
  sleep 1
  kill -s 0 -- -$1 || exit
done
kill -s KILL -- -$1
`;

function watchParent(pid: number, exited: Promise<Exit>): void {
  const reaper: ChildProcess = spawn('/bin/sh', ['-c', REAPER, 'reaper', String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  reaper.on('error', () => undefined);
  reaper.stdin?.on('error', () => undefined);
  reaper.unref();
  void exited.then(() => reaper.stdin?.end('\n'));
}

function trySignal(target: number, signal: NodeJS.Signals): void {
  try {
    process.kill(target, signal);
  } catch {
    // The group is gone already.
  }
}

function openLog(path: string): number {
  mkdirSync(dirname(path), { recursive: true });
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT) renameSync(path, `${path}.1`);
  return openSync(path, 'a');
}
