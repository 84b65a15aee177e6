import { logBinomialLowerTail, logBinomialUpperTail } from '../numerics/binomial-tail.js';
import { quantile } from '../numerics/quantile.js';
import { restartingLogEvidence, restartingOnset, RESTARTING_START, updateRestarting } from './restarting.js';
import type { RestartingState } from './restarting.js';

/** One pane of a check: rows, rows that break it, the shares allowed, and the level ln A with its cap ln A/3. */
export interface InputPane {
  readonly window: number;
  readonly n: number;
  readonly k: number;
  readonly upper: number;
  readonly lower?: number;
  readonly level: number;
  readonly cap: number;
}

/** A check's detector, whether it stands open, its bad range so far, and the good panes in a row. */
export interface InputCheckState {
  readonly detector: RestartingState;
  readonly open: boolean;
  readonly from: number | null;
  readonly lastBad: number | null;
  readonly goodPanes: number;
}

/** Before any pane: closed. */
export const INPUT_CHECK_START: InputCheckState = {
  detector: RESTARTING_START,
  open: false,
  from: null,
  lastBad: null,
  goodPanes: 0,
};

const LOG_RARE = Math.log(1e-3);
const EXPECTED_BAD = 0.01;
const BETS = [10, 20, 40, 80] as const;
const PANES_TO_HEAL = 6;

/** 2 × the 99.9 % quantile of the shares in benign panes + half a percentage point (judge §3.3). */
export function inputLimit(benignShares: readonly number[]): number {
  const sorted = [...benignShares].sort((a, b) => a - b);
  return Math.min(1, 2 * (sorted.length === 0 ? 0 : quantile(sorted, 0.999)) + 0.005);
}

/** Bad iff P(X ≥ k | n, upper) < 1e-3, or with a lower limit P(X ≤ k | n, lower) < 1e-3; honest at any n. */
export function isBadPane(pane: Pick<InputPane, 'n' | 'k' | 'upper' | 'lower'>): boolean {
  const tooMany = pane.upper < 1 && logBinomialUpperTail(pane.k, pane.n, pane.upper) < LOG_RARE;
  const tooFew =
    pane.lower !== undefined && pane.lower > 0 && logBinomialLowerTail(pane.k, pane.n, pane.lower) < LOG_RARE;
  return tooMany || tooFew;
}

/**
 * Folds a pane: e = 1 + λ(bad − .01), λ ∈ {10, 20, 40, 80}, capped; opens at `level`, heals after 6 good panes in
 * a row, which also restarts the detector. A pane without rows says nothing. While open, [from, lastBad] is the
 * range to quarantine.
 */
export function updateInputCheck(state: InputCheckState, pane: InputPane): InputCheckState {
  if (pane.n === 0) return state;
  const bad = isBadPane(pane);
  const goodPanes = bad ? 0 : state.goodPanes + 1;
  if (state.open && goodPanes >= PANES_TO_HEAL) return { ...INPUT_CHECK_START, goodPanes };
  const detector = updateRestarting(state.detector, {
    window: pane.window,
    logFactors: BETS.map((bet) => Math.log1p(bet * ((bad ? 1 : 0) - EXPECTED_BAD))),
    cap: pane.cap,
  });
  const opens = !state.open && restartingLogEvidence(detector) >= pane.level;
  return {
    detector,
    open: state.open || opens,
    from: opens ? (restartingOnset(detector)?.from ?? pane.window) : state.from,
    lastBad: bad ? pane.window : state.lastBad,
    goodPanes,
  };
}
