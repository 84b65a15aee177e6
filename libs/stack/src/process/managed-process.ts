import { setTimeout as wait } from 'node:timers/promises';
import { CheckrideError } from '@checkride/domain/errors';
import type { Backoff } from '@checkride/platform/retry';
import { delayAfter } from '@checkride/platform/retry';
import { startGroup } from './child-group.js';
import type { ChildGroup, Exit, Program } from './child-group.js';
import { lastLines } from './log-tail.js';

/** A program that should keep running. */
export interface ProcessSpec {
  readonly program: Program;
  /** Whether it can be used now; asked again and again while it starts. */
  readonly ready: () => Promise<boolean>;
  readonly readyTimeoutMs: number;
  /** How long a SIGTERM may take before SIGKILL. */
  readonly stopTimeoutMs: number;
  /** Told of every end, peaceful or not. */
  readonly onExit?: (exit: Exit) => void;
}

/** What a managed process is doing. */
export type ProcessState = 'stopped' | 'starting' | 'ready' | 'waiting-to-restart';

/** Something a person may want to read about a process. */
export interface ProcessEvent {
  readonly name: string;
  readonly kind: 'started' | 'ready' | 'died' | 'restarting' | 'stopped';
  readonly detail?: string;
}

/** A process that is started again when it dies, unless it was stopped or killed on purpose. */
export interface ManagedProcess {
  readonly name: string;
  readonly pid: number | undefined;
  readonly state: ProcessState;
  /** How often it died by itself. */
  readonly deaths: number;
  /** Resolves when it is ready; throws CHK_STACK_FAILED, or the signal's reason with the process gone. */
  start(signal?: AbortSignal): Promise<void>;
  stop(): Promise<void>;
  /** Ends it at once and leaves it down until `restart`. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  restart(): Promise<void>;
}

const RESTARTS: Backoff = { initialMs: 200, factor: 2, maxMs: 10_000, attempts: Infinity };

// A process that ran this long was well: its next death starts the back-off anew.
const WELL_AFTER_MS = 30_000;

const POLL_MS = 20;

/** A managed process that is not running yet. */
export function createManagedProcess(
  spec: ProcessSpec,
  onEvent: (event: ProcessEvent) => void,
): ManagedProcess {
  const name = spec.program.name;
  let child: ChildGroup | undefined;
  let state: ProcessState = 'stopped';
  let failures = 0;
  let deaths = 0;
  let revival: AbortController | undefined;
  const tell = (kind: ProcessEvent['kind'], detail?: string): void => onEvent({ name, kind, detail });

  const launch = async (signal: AbortSignal | undefined): Promise<void> => {
    signal?.throwIfAborted();
    state = 'starting';
    const own = startGroup(spec.program);
    child = own;
    void own.exited.then(spec.onExit).catch((error: unknown) => tell('died', String(error)));
    tell('started', `pid ${own.pid}`);
    try {
      await becomeReady(own, spec, signal);
    } catch (error) {
      await own.stop(spec.stopTimeoutMs);
      state = 'stopped';
      throw error;
    }
    state = 'ready';
    tell('ready');
    const readyAt = performance.now();
    void own.exited.then((exit) => {
      if (child !== own || state !== 'ready') return;
      if (performance.now() - readyAt > WELL_AFTER_MS) failures = 0;
      deaths += 1;
      tell('died', describe(exit));
      void revive();
    });
  };
  const revive = async (): Promise<void> => {
    revival = new AbortController();
    const { signal } = revival;
    for (;;) {
      failures += 1;
      state = 'waiting-to-restart';
      const delayMs = delayAfter(RESTARTS, failures);
      tell('restarting', `in ${delayMs} ms`);
      try {
        await wait(delayMs, undefined, { signal });
        await launch(signal);
        return;
      } catch (error) {
        if (signal.aborted) return;
        tell('died', error instanceof Error ? error.message : String(error));
      }
    }
  };
  const end = async (how: (group: ChildGroup) => Promise<unknown>): Promise<void> => {
    revival?.abort();
    const was = state;
    state = 'stopped';
    if (child !== undefined) await how(child);
    if (was !== 'stopped') tell('stopped');
  };
  return {
    name,
    get pid() {
      return child?.alive() === true ? child.pid : undefined;
    },
    get state() {
      return state;
    },
    get deaths() {
      return deaths;
    },
    start: launch,
    stop: () => end((group) => group.stop(spec.stopTimeoutMs)),
    kill: (signal = 'SIGKILL') =>
      end((group) => {
        group.signal(signal);
        return group.exited;
      }),
    async restart() {
      await end((group) => group.stop(spec.stopTimeoutMs));
      await launch(undefined);
    },
  };
}

async function becomeReady(
  child: ChildGroup,
  spec: ProcessSpec,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { name, logFile } = spec.program;
  const deadline = performance.now() + spec.readyTimeoutMs;
  const failed = (what: string, cause?: Error): CheckrideError =>
    new CheckrideError('CHK_STACK_FAILED', `${name} ${what}:\n${lastLines(logFile, 12)}`, {
      remedy: `See ${logFile}.`,
      cause,
    });
  while (!(await spec.ready())) {
    signal?.throwIfAborted();
    if (!child.alive()) {
      const exit = await child.exited;
      throw failed(`ended while starting (${describe(exit)})`, exit.error);
    }
    if (performance.now() > deadline) throw failed(`was not ready after ${spec.readyTimeoutMs} ms`);
    await wait(POLL_MS);
  }
  signal?.throwIfAborted();
}

const describe = (exit: Exit): string =>
  exit.error?.message ?? (exit.signal === null ? `exit code ${exit.code}` : `signal ${exit.signal}`);
