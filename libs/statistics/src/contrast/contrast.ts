import { contrastLogFactors, isInformative } from './odds-contrast.js';
import type { StratumCounts } from './odds-contrast.js';
import { updateSpawning } from './spawning.js';
import type { SpawningState } from './spawning.js';

/** One window of one stream and epoch: its strata, and the margin ψ0 of the stream's metric. */
export interface ContrastWindow {
  readonly strata: readonly StratumCounts[];
  readonly margin: number;
}

/** Margins ψ0 by kind of metric (judge §3.1): the odds ratio still called harmless. */
export const ODDS_MARGINS = { latency: 1.25, kpi: 1.02, other: 1.1 } as const;

/** Folds a window into a stream's contrast; a window that is not informative leaves the state as it is. */
export function updateContrast(state: SpawningState, window: ContrastWindow): SpawningState {
  if (!isInformative(window.strata)) return state;
  return updateSpawning(state, contrastLogFactors(window.strata, window.margin));
}
