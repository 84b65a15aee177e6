import type { Logger } from './logger.js';

/** The order in which a process lets go of its work; a later stage starts when the earlier one is done. */
const DRAIN_STAGES = ['stop-fetch', 'finish-batch', 'flush', 'commit', 'disconnect'] as const;

/** One stage of the drain. */
export type DrainStage = (typeof DRAIN_STAGES)[number];

/** The ordered end of a process. */
export interface Shutdown {
  /** Aborted as soon as the drain begins: for loops and waits. */
  readonly signal: AbortSignal;
  /** Adds work to a stage; works of one stage run together. */
  register(stage: DrainStage, name: string, work: () => Promise<void> | void): void;
  /** Runs all stages once; later calls get the same promise. Resolves to false if anything failed or ran out of time. */
  drain(reason: string): Promise<boolean>;
}

/** Options of the drain. */
export interface ShutdownOptions {
  readonly logger: Logger;
  /** Longest time in ms for all stages together; what is unfinished then is given up. Default 10 000. */
  readonly timeoutMs?: number;
}

/** A shutdown nobody has asked for yet. */
export function createShutdown({ logger, timeoutMs = 10_000 }: ShutdownOptions): Shutdown {
  const controller = new AbortController();
  const works = new Map<DrainStage, { name: string; work: () => Promise<void> | void }[]>();
  let current: Promise<boolean> | undefined;

  const runStage = async (stage: DrainStage): Promise<boolean> => {
    const results = await Promise.allSettled((works.get(stage) ?? []).map(async ({ work }) => work()));
    const failures = results.filter((result) => result.status === 'rejected');
    for (const failure of failures) logger.error({ err: failure.reason as unknown, stage }, 'drain failed');
    return failures.length === 0;
  };
  const runAll = async (): Promise<boolean> => {
    let clean = true;
    for (const stage of DRAIN_STAGES) clean = (await runStage(stage)) && clean;
    return clean;
  };
  return {
    signal: controller.signal,
    register(stage, name, work) {
      works.set(stage, [...(works.get(stage) ?? []), { name, work }]);
    },
    drain(reason) {
      if (current !== undefined) return current;
      logger.info({ reason }, 'draining');
      controller.abort(new Error(reason));
      let timer: NodeJS.Timeout | undefined;
      const outOfTime = new Promise<boolean>((resolve) => {
        timer = setTimeout(() => resolve(false), timeoutMs);
      });
      current = Promise.race([runAll(), outOfTime]).finally(() => clearTimeout(timer));
      return current;
    },
  };
}

/** Drains on SIGINT or SIGTERM and then ends the process: 0 when clean, 1 when not; a second signal ends it at once. */
export function drainOnSignals(shutdown: Shutdown): void {
  let asked = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (asked) process.exit(1);
    asked = true;
    void shutdown.drain(signal).then((clean) => process.exit(clean ? 0 : 1));
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}
