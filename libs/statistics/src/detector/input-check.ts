import { restartingLogEvidence, restartingOnset, RESTARTING_START, updateRestarting } from './restarting.js';
import type { RestartingState } from './restarting.js';

/** One pane of a check: whether it was bad, the level ln A, and the cap ln A/3. Panes without rows are not folded. */
export interface InputPane {
  readonly window: number;
  readonly bad: boolean;
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

const EXPECTED_BAD = 0.01;
const BETS = [10, 20, 40, 80] as const;
const PANES_TO_HEAL = 6;

/**
 * Folds a pane (judge §3.3): e = 1 + λ(bad − .01), λ ∈ {10, 20, 40, 80}, capped; opens at `level`, heals after 6
 * good panes in a row, which also restarts the detector. While open, [from, lastBad] is the range to quarantine.
 */
export function updateInputCheck(state: InputCheckState, pane: InputPane): InputCheckState {
  const goodPanes = pane.bad ? 0 : state.goodPanes + 1;
  if (state.open && goodPanes >= PANES_TO_HEAL) return { ...INPUT_CHECK_START, goodPanes };
  const detector = updateRestarting(state.detector, {
    window: pane.window,
    logFactors: BETS.map((bet) => Math.log1p(bet * ((pane.bad ? 1 : 0) - EXPECTED_BAD))),
    cap: pane.cap,
  });
  const opens = !state.open && restartingLogEvidence(detector) >= pane.level;
  return {
    detector,
    open: state.open || opens,
    from: opens ? (restartingOnset(detector)?.from ?? pane.window) : state.from,
    lastBad: pane.bad ? pane.window : state.lastBad,
    goodPanes,
  };
}
