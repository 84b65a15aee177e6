import { LOG_ZERO } from '../numerics/fixed.js';
import { logAddExp, logMeanExp } from '../numerics/log-sum-exp.js';

/** A spawning process: informative windows so far, and ln S per alternative (empty before the first window). */
export interface SpawningState {
  readonly windows: number;
  readonly logs: readonly number[];
}

/** Before any informative window: S = 0. */
export const SPAWNING_START: SpawningState = { windows: 0, logs: [] };

/**
 * S_t = (S_{t−1} + w_t)·e_t per alternative, w_t = 1/(t(t+1)), t counting informative windows (judge §3.1).
 * S_t + 1 − Σ w_j is a supermartingale from 1, so P(sup S ≥ 1/α) ≤ α for ever and a long healthy past does not
 * blind it. Call it for informative windows only: a clock in minutes would spend the weights on empty ones.
 */
export function updateSpawning(state: SpawningState, logFactors: readonly number[]): SpawningState {
  const windows = state.windows + 1;
  const spawned = -Math.log(windows) - Math.log(windows + 1);
  return {
    windows,
    logs: logFactors.map((factor, i) => logAddExp(state.logs[i] ?? LOG_ZERO, spawned) + factor),
  };
}

/** ln S of the even mixture over the alternatives; `LOG_ZERO` before the first informative window. */
export function spawningLogEvidence(state: SpawningState): number {
  return logMeanExp(state.logs);
}
