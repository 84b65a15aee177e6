import { logBinomialLowerTail, logBinomialUpperTail } from '../numerics/binomial-tail.js';
import { upperRegularizedGamma } from '../numerics/regularized-gamma.js';

/** A pane's rows, those that break the check, and the shares allowed; `lower` makes the check two-sided. */
export interface SharePane {
  readonly n: number;
  readonly k: number;
  readonly upper: number;
  readonly lower?: number;
}

const RARE = 1e-3;

const BENIGN_QUANTILE = 0.999;

/**
 * 2 × the 99.9 % quantile (type 7) of the shares in so many benign panes + half a percentage point (judge §3.3). Of the
 * shares the `largest`, descending, are enough: the others count as the smallest of these.
 */
export function inputLimit(panes: number, largest: readonly number[]): number {
  const count = Math.max(panes, largest.length);
  const share = (fromTop: number): number => largest[Math.min(fromTop, largest.length - 1)] ?? 0;
  const position = Math.max(0, count - 1) * BENIGN_QUANTILE;
  const below = Math.floor(position);
  const low = share(count - 1 - below);
  const high = share(Math.max(0, count - 2 - below));
  return Math.min(1, 2 * (low + (high - low) * (position - below)) + 0.005);
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
