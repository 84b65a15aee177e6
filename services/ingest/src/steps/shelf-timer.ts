import type { ContractBook } from './contracts.js';

/** Calls back at a shelf's age limit, or when a live window can close before that. */
export interface ShelfTimer {
  /** `deadline` by the elapsed clock; the callback learns whether a window ended. Takes the place of one that runs. */
  start(deadline: number, callback: (windowEnded: boolean) => void): void;
  stop(): void;
}

/** What the timer needs of clocks; `schedule` returns what cancels it. */
export interface ShelfTimerDeps {
  readonly book: ContractBook;
  readonly now: () => number;
  readonly elapsed: () => number;
  readonly schedule: (ms: number, callback: () => void) => () => void;
}

/** A timer that follows the windows of all live models in the book. */
export function createShelfTimer({ book, now, elapsed, schedule }: ShelfTimerDeps): ShelfTimer {
  let cancel: (() => void) | undefined;
  return {
    start(deadline, callback) {
      cancel?.();
      const age = deadline - elapsed();
      const mark = nextMark(book, now()) - now();
      cancel = schedule(Math.max(0, Math.min(age, mark)), () => {
        cancel = undefined;
        callback(mark <= age);
      });
    },
    stop() {
      cancel?.();
      cancel = undefined;
    },
  };
}

/** The next moment at which a window of a live model may close: its end plus the contract's lateness, ms. */
function nextMark(book: Pick<ContractBook, 'models'>, now: number): number {
  let next = Number.POSITIVE_INFINITY;
  for (const { contract } of book.models()) {
    if (contract.source.clock === 'replay') continue;
    const { base_ms, lateness_ms } = contract.windows;
    next = Math.min(next, (Math.floor((now - lateness_ms) / base_ms) + 1) * base_ms + lateness_ms);
  }
  return next;
}
