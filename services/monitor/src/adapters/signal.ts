/** Wakes one waiter: raised signals are remembered until waited for. */
export interface Signal {
  readonly raise: () => void;
  /** Resolves at the next raise (at once if there was one since the last call), or after `timeoutMs`, or when stopped. */
  next(timeoutMs: number): Promise<void>;
  /** Resolves after `ms`, or when stopped. */
  stoppable(ms: number): Promise<void>;
  stop(): void;
}

/** A signal nobody has raised yet. */
export function createSignal(): Signal {
  let raised = false;
  let stopped = false;
  let wake: (() => void) | undefined;
  let end: (() => void) | undefined;

  const pause = (ms: number, register: (resolve: () => void) => void): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      register(() => {
        clearTimeout(timer);
        resolve();
      });
    });

  return {
    raise: () => {
      raised = true;
      wake?.();
    },
    async next(timeoutMs) {
      if (!raised && !stopped) await pause(timeoutMs, (resolve) => (wake = end = resolve));
      raised = false;
      wake = end = undefined;
    },
    async stoppable(ms) {
      if (!stopped) await pause(ms, (resolve) => (end = resolve));
      end = undefined;
    },
    stop() {
      stopped = true;
      end?.();
    },
  };
}
