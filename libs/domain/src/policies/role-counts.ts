import type { ContrastCell } from '../report/cells.js';
import type { Report } from '../report/report.js';
import type { LedgerEntry } from '../lifecycle/ledger.js';

/** Units and bad outcomes of both roles. */
export interface RolePair {
  readonly candidate: { readonly n: number; readonly k: number };
  readonly control: { readonly n: number; readonly k: number };
}

const NONE: RolePair = { candidate: { n: 0, k: 0 }, control: { n: 0, k: 0 } };
const ALL_UNITS = 'all';
const STARTS = new Set(['release']);
const ENDS = new Set(['complete', 'rollback', 'fallback', 'drain']);

const plus = (
  a: RolePair,
  { candidate, control }: Pick<ContrastCell, 'candidate' | 'control'>,
): RolePair => ({
  candidate: { n: a.candidate.n + candidate.n, k: a.candidate.k + candidate.k },
  control: { n: a.control.n + control.n, k: a.control.k + control.k },
});

/** A release as simple policies see it: its control, and both roles' counts by metric, of this window and since it began. */
export class RoleCounts {
  private target: string | null = null;
  private readonly total = new Map<string, RolePair>();

  /** Folds a report; null while no release is in flight. */
  look({ ledger, contrasts }: Report): {
    readonly target: string | null;
    readonly window: ReadonlyMap<string, RolePair>;
    readonly total: ReadonlyMap<string, RolePair>;
  } | null {
    for (const entry of ledger) this.hear(entry);
    if (this.target === null) return null;
    const window = new Map<string, RolePair>();
    for (const cell of contrasts) {
      if (cell.segment !== ALL_UNITS) continue;
      window.set(cell.metric, plus(window.get(cell.metric) ?? NONE, cell));
      this.total.set(cell.metric, plus(this.total.get(cell.metric) ?? NONE, cell));
    }
    return { target: this.target, window, total: this.total };
  }

  private hear({ action, answer, target }: LedgerEntry): void {
    if (answer !== 'applied') return;
    if (STARTS.has(action)) {
      this.target = target;
      this.total.clear();
    } else if (ENDS.has(action)) this.target = null;
  }
}
