import { logBinomialLowerTail, logBinomialUpperTail } from '../numerics/binomial-tail.js';
import { quantile } from '../numerics/quantile.js';
import { upperRegularizedGamma } from '../numerics/regularized-gamma.js';

/** A pane's rows, those that break the check, and the shares allowed; `lower` makes the check two-sided. */
export interface SharePane {
  readonly n: number;
  readonly k: number;
  readonly upper: number;
  readonly lower?: number;
}

const RARE = 1e-3;

/** 2 × the 99.9 % quantile of the shares in benign panes + half a percentage point (judge §3.3). */
export function inputLimit(benignShares: readonly number[]): number {
  const sorted = [...benignShares].sort((a, b) => a - b);
  return Math.min(1, 2 * (sorted.length === 0 ? 0 : quantile(sorted, 0.999)) + 0.005);
}

/** Bad iff P(X ≥ k | n, upper) < 1e-3, or with a lower limit P(X ≤ k | n, lower) < 1e-3; honest at any n, never bad at 0. */
export function isBadShare({ n, k, upper, lower }: SharePane): boolean {
  const tooMany = upper < 1 && logBinomialUpperTail(k, n, upper) < Math.log(RARE);
  const tooFew = lower !== undefined && lower > 0 && logBinomialLowerTail(k, n, lower) < Math.log(RARE);
  return tooMany || tooFew;
}

/** Volume against its phase: bad iff a Poisson count at the band's nearer end reaches `rows` with probability < 1e-3. */
export function isBadVolume(rows: number, lowest: number, highest: number): boolean {
  const tooMany = rows > highest && 1 - upperRegularizedGamma(rows, highest) < RARE;
  const tooFew = rows < lowest && upperRegularizedGamma(rows + 1, lowest) < RARE;
  return tooMany || tooFew;
}
