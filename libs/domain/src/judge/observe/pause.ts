import { logLevel } from '@checkride/statistics/contrast/alpha-ledger';
import type { ModelContract } from '../../contract/contract.js';
import { alphaOf } from '../exposure.js';
import { leadingContrast } from './contrasts.js';
import { DAY_MS } from './policy.js';
import type { ReleaseState } from './release.js';

/** How a release stands towards the level of a pause: at it, for how long in all its starts, and what a person said. */
export interface PauseState {
  readonly on: boolean;
  /** Windows running below half of the level. */
  readonly below: number;
  /** Time it has stood still for in all (ms). */
  readonly held_ms: number;
  /** A person has taken a step although it stands: the machine does not hold it again for the same doubt. */
  readonly approved: boolean;
}

/** Nothing has been doubted yet. */
export const PAUSE_START: PauseState = { on: false, below: 0, held_ms: 0, approved: false };

const WINDOWS_TO_END = 2;

/** Longest a release stands still for a contrast in all; then a person decides (judge §2, T16). */
export const MOST_PAUSED_MS = DAY_MS;

/** Folds a window: on from ln 1/α′ of a pause on, off after two windows below half of 1/α′. */
export function observePause(release: ReleaseState, contract: ModelContract): ReleaseState {
  const level = logLevel(alphaOf(release, contract).pause);
  const evidence = leadingContrast(release)?.logEvidence ?? -Infinity;
  const { pause } = release;
  const below = evidence < level - Math.LN2 ? pause.below + 1 : 0;
  const on = evidence >= level || (pause.on && below < WINDOWS_TO_END);
  if (!on) return { ...release, pause: { ...pause, on, below: 0, approved: false } };
  const held_ms = pause.approved ? pause.held_ms : pause.held_ms + contract.windows.base_ms;
  return { ...release, pause: { ...pause, on, below, held_ms } };
}
