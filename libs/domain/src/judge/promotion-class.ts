import { nonInferiority, type NonInferiority } from '@checkride/statistics/promotion/non-inferiority';
import type { ModelContract } from '../contract/contract.js';
import { alphaOf } from './exposure.js';
import { plannedWeight } from './observe/contrasts.js';
import type { ReleaseState } from './observe/release.js';
import { marginOf } from './observe/stream-plan.js';

/** One stream at the end of a watch: how much worse the candidate may be at most, and what its margin allows. */
export interface StreamProof extends NonInferiority {
  readonly metric: string;
  readonly margin: number;
  readonly units: number;
}

const ownMargin = (metric: string): boolean => metric !== 'latency' && !metric.startsWith('kpi.');

/**
 * Non-inferiority of every core stream whose margin is the contract's (judge §3.10), from all units of the start. Latency and
 * KPIs have margins of their own, fixed ones, and are left out; so are streams without units in both roles.
 */
export function proofsOf(release: ReleaseState, contract: ModelContract): StreamProof[] {
  const { pause } = alphaOf(release, contract);
  return release.plan.core.filter(ownMargin).flatMap((metric): StreamProof[] => {
    const [n, k, controlN, controlK] = release.seen[metric] ?? [0, 0, 0, 0];
    if (n === 0 || controlN === 0) return [];
    const margin = marginOf(contract, metric);
    const a = pause * plannedWeight(release, metric);
    const proof = nonInferiority({ n, k }, { n: controlN, k: controlK }, margin, a);
    return [{ ...proof, metric, margin, units: n + controlN }];
  });
}
