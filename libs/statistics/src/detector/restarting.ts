import { LOG_ZERO, roundLog } from '../numerics/fixed.js';
import { logAddExp, logMeanExp } from '../numerics/log-sum-exp.js';
import { ONSET_START, onsetSet, updateOnset } from './onset.js';
import type { OnsetSet, OnsetState } from './onset.js';

/** A restarting e-process: ln R per bet λ, and per bet the windows at which a change may have begun. */
export interface RestartingState {
  readonly logs: readonly number[];
  readonly onsets: readonly OnsetState[];
}

/** One window: its number (growing), one log factor per bet, and the most one window may add (absent: no cap). */
export interface RestartingWindow {
  readonly window: number;
  readonly logFactors: readonly number[];
  readonly cap?: number;
}

/** Before any window: R = 0. */
export const RESTARTING_START: RestartingState = { logs: [], onsets: [] };

/**
 * R_t = (R_{t−1} + 1)·e_t per bet (Shiryaev–Roberts form of an e-detector, Shin, Ramdas, Rinaldo 2022): while the
 * null holds, alarms at level A come on average at least A windows apart, whatever the dependence.
 */
export function updateRestarting(state: RestartingState, input: RestartingWindow): RestartingState {
  const factors = input.logFactors.map((factor) => roundLog(Math.min(factor, input.cap ?? Infinity)));
  return {
    logs: factors.map((factor, i) => logAddExp(state.logs[i] ?? LOG_ZERO, 0) + factor),
    onsets: factors.map((factor, i) => updateOnset(state.onsets[i] ?? ONSET_START, input.window, factor)),
  };
}

/** ln R of the even mixture over the bets; `LOG_ZERO` before the first window. */
export function restartingLogEvidence(state: RestartingState): number {
  return logMeanExp(state.logs);
}

/** The onset set of the bet that leads now; undefined before the first window. */
export function restartingOnset(state: RestartingState): OnsetSet | undefined {
  const best = state.logs.indexOf(Math.max(...state.logs));
  const onset = state.onsets[best];
  return onset && onsetSet(onset);
}
