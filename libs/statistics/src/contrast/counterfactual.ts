import { logMeanExp } from '../numerics/log-sum-exp.js';
import { roundLog } from '../numerics/fixed.js';

/** Rows where replaying the previous version disagrees in loss: the new one worse, the new one better. */
export interface DiscordantPairs {
  readonly newWorse: number;
  readonly newBetter: number;
}

const SHARES = [0.6, 0.7, 0.8, 0.9] as const;

/**
 * ln of the mean over q of (2q)^b (2(1−q))^c: evidence that the previous version would have lost less (judge
 * §3.6). Only if labels do not depend on the served answer; blind to packaging, routing and latency.
 */
export function counterfactualLogEvidence(pairs: DiscordantPairs): number {
  return roundLog(
    logMeanExp(SHARES.map((q) => pairs.newWorse * Math.log(2 * q) + pairs.newBetter * Math.log(2 * (1 - q)))),
  );
}
