import type { Report } from '../report/report.js';

/** A change of what serves: when it was first seen (end of window, ms), and the version to go back to. */
export interface LastChange {
  readonly at: number;
  readonly target: string | null;
}

const CHANGES = new Set(['release', 'step', 'resume', 'complete']);
const BACK = new Set(['rollback', 'fallback']);

/** Follows the ledger for the newest change of what serves; going back is none. */
export class ChangeWatch {
  private last: LastChange | null = null;

  look({ ledger, window }: Report): LastChange | null {
    for (const { action, answer, target, cause } of ledger) {
      if (answer !== 'applied' || cause.actor === 'episode') continue;
      if (BACK.has(action)) this.last = null;
      else if (CHANGES.has(action))
        this.last = { at: window[1], target: target ?? this.last?.target ?? null };
    }
    return this.last;
  }
}
