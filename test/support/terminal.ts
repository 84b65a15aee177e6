import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CLI = fileURLToPath(new URL('../../services/cli/dist/main.js', import.meta.url));

/** A command at a terminal of its own: the leader of a process group, with what it has written so far. */
export interface Terminal {
  readonly pid: number;
  readonly output: () => string;
  /** Resolves with the first line that matches; rejects with the output when the command ends without one. */
  wrote(line: RegExp): Promise<string>;
  /** Resolves with the exit code, null when a signal ended it. */
  readonly exited: Promise<number | null>;
  /** Ctrl-C: SIGINT to everything in the terminal's foreground. */
  interrupt(): void;
  /** SIGTERM to the command alone, as `kill` and service managers send it. */
  terminate(): void;
  /** Ends whatever is left of it. */
  kill(): void;
}

/** Runs a command in the root of the project with `home` as its CHECKRIDE_HOME. */
export function atTerminal(home: string, command: string, args: readonly string[]): Terminal {
  const child = spawn(command, args, {
    cwd: ROOT,
    detached: true,
    env: { ...process.env, CHECKRIDE_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const pid = child.pid ?? 0;
  let output = '';
  let ended = false;
  let look = (): void => undefined;
  const takeIn = (text: string): void => {
    output += text;
    look();
  };
  child.stdout.setEncoding('utf8').on('data', takeIn);
  child.stderr.setEncoding('utf8').on('data', takeIn);
  // `close`, not `exit`: all it wrote has been read by then.
  const exited = once(child, 'close').then(([code]) => {
    ended = true;
    look();
    return code as number | null;
  });
  const signal = (target: number, name: NodeJS.Signals): void => {
    try {
      process.kill(target, name);
    } catch {
      // It is gone already.
    }
  };
  return {
    pid,
    exited,
    output: () => output,
    wrote: (line) =>
      new Promise((resolve, reject) => {
        look = () => {
          const found = output.split('\n').find((text) => line.test(text));
          if (found !== undefined) resolve(found);
          else if (ended) reject(new Error(`ended without ${line}:\n${output}`));
        };
        look();
      }),
    interrupt: () => signal(-pid, 'SIGINT'),
    terminate: () => signal(pid, 'SIGTERM'),
    kill: () => signal(-pid, 'SIGKILL'),
  };
}

/** `checkride …` at a terminal of its own. */
export const checkride = (home: string, ...args: readonly string[]): Terminal =>
  atTerminal(home, process.execPath, [CLI, ...args]);
