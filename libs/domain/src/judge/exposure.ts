import { alphaOfStart } from '@checkride/statistics/contrast/alpha-ledger';
import { RELEASE_ALPHA } from '@checkride/statistics/contrast/alpha-ledger';
import { exposureNeeded, oddsToSee } from '@checkride/statistics/promotion/exposure';
import { growthRate } from '@checkride/statistics/promotion/growth-rate';
import type { ModelContract } from '../contract/contract.js';
import { plannedWeight } from './observe/contrasts.js';
import type { ReleaseState } from './observe/release.js';
import { marginOf } from './observe/stream-plan.js';

/** α′ of a release's current start, for rolling back and for pausing. */
export const alphaOf = (
  release: ReleaseState,
  contract: ModelContract,
): { readonly start: number; readonly rollback: number; readonly pause: number } => ({
  start: release.start,
  rollback: alphaOfStart(contract.signals.rollback.alpha, release.start),
  pause: alphaOfStart(RELEASE_ALPHA.pause, release.start),
});

/** Least rate that harm is told apart from: many times almost nothing is almost nothing, and would ask for units without end. */
const LEAST_RATE = 0.001;

/** What must have been seen before the next step: a harm of `odds` in `metric` would show in `needed` candidate units. */
export interface Exposure {
  readonly metric: 'matured_loss' | 'error';
  readonly odds: number | null;
  readonly needed: number;
  readonly seen: number;
}

/** Exposure asked of the current step (judge §3.10); null at the last step. Units count over the whole start. */
export function exposureOf(release: ReleaseState, contract: ModelContract): Exposure | null {
  const { canary, bake_ms } = contract.gates.deploy;
  const next = canary[release.step + 1];
  if (next === undefined) return null;
  const labelsInTime = contract.labels !== null && contract.labels.mature_after_ms <= bake_ms;
  const metric = labelsInTime ? 'matured_loss' : 'error';
  const [seen, , controlN, controlK] = release.seen[metric] ?? [0, 0, 0, 0];
  const odds = oddsToSee(release.step, next) ?? null;
  if (odds === null) return { metric, odds, needed: 0, seen };
  const growth = growthRate({
    // A control without any bad outcome yet still has a rate above zero (Jeffreys).
    controlRate: Math.max(LEAST_RATE, (controlK + 0.5) / (controlN + 1)),
    odds,
    margin: marginOf(contract, metric),
    candidateShare: Math.min(0.99, Math.max(0.001, release.share)),
  });
  const weight = plannedWeight(release, metric);
  return {
    metric,
    odds,
    needed: exposureNeeded({ alphaPause: alphaOf(release, contract).pause, weight, growth }),
    seen,
  };
}
