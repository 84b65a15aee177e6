import { updateRestarting } from './restarting.js';
import type { RestartingState } from './restarting.js';

/** One window of one role and region: rows, rows beyond the objective, and the share the objective allows (above 0). */
export interface SloWindow {
  readonly window: number;
  readonly n: number;
  readonly k: number;
  readonly objective: number;
}

const BETS = [0.1, 0.2, 0.4, 0.8] as const;

/**
 * Detector of a broken service level (judge §3.8): e = 1 + λ(k/n − objective), λ = bet/objective, one factor a
 * window, uncapped. A window without rows says nothing.
 */
export function updateSlo(state: RestartingState, input: SloWindow): RestartingState {
  if (input.n === 0) return state;
  const excess = input.k / input.n / input.objective - 1;
  return updateRestarting(state, {
    window: input.window,
    logFactors: BETS.map((bet) => Math.log1p(bet * excess)),
  });
}
