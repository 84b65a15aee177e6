import { FIXED_POINT_UNIT } from '../numerics/fixed.js';
import { updateRestarting } from './restarting.js';
import type { RestartingState } from './restarting.js';

/** Matured units of one sub-batch (unit hash mod 8) and the fixed-point sum of their losses (×1e9). */
export interface LossSum {
  readonly n: number;
  readonly sum: number;
}

/** A batch of matured units: sub-batches, the risk tolerated in its phase, and the most it may add (absent: no cap). */
export interface RiskBatch {
  readonly window: number;
  readonly subBatches: readonly LossSum[];
  readonly tolerated: number;
  readonly cap?: number;
}

/** Fewest matured labels that make a batch (judge §3.2). */
export const BATCH_LABELS = 400;

const BETS = [0.1, 0.2, 0.4, 0.8] as const;

/** Pools two batches sub-batch by sub-batch: batches wait for each other until they hold `BATCH_LABELS`. */
export function mergeSubBatches(a: readonly LossSum[], b: readonly LossSum[]): LossSum[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => ({
    n: (a[i]?.n ?? 0) + (b[i]?.n ?? 0),
    sum: (a[i]?.sum ?? 0) + (b[i]?.sum ?? 0),
  }));
}

/**
 * Detector of harm without a control (judge §3.2): per bet λ = bet/r the product over sub-batches of
 * 1 + λ(l̄ − r), r the tolerated risk; valid while E[l̄ | past and earlier sub-batches] ≤ r. Losses are ≥ 0;
 * an empty sub-batch says nothing. With `cap` a burst is held to ln A/3, without it pages and pauses react at once.
 */
export function updateRisk(state: RestartingState, batch: RiskBatch): RestartingState {
  const ratios = batch.subBatches
    .filter(({ n }) => n > 0)
    .map(({ n, sum }) => sum / FIXED_POINT_UNIT / n / batch.tolerated);
  if (ratios.length === 0) return state;
  return updateRestarting(state, {
    window: batch.window,
    logFactors: BETS.map((bet) => ratios.reduce((log, ratio) => log + Math.log1p(bet * (ratio - 1)), 0)),
    cap: batch.cap,
  });
}
