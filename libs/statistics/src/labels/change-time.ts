/** Labels of one event period observed in one period: their sum (positives, or a loss), and the sum expected of them. */
export interface ObservedSum {
  readonly event: number;
  readonly observed: number;
  readonly sum: number;
  readonly expected: number;
}

/** A change of the rate: from which period on, of the events or of the observations. */
export interface LikelyChange {
  readonly at: number;
  readonly by: 'event' | 'observed';
  /** What it explains beyond the best change of the other kind, as a share of all it explains; 0 to 1. */
  readonly lead: number;
  /** Last period of observation that parts labels just as the best one of events does, where labels come in batches. */
  readonly alike: number | null;
}

/** Half the Poisson deviance of a group whose rate is its own: what one rate for it explains beyond what was expected. */
function explained(cells: readonly ObservedSum[]): number {
  const sum = cells.reduce((total, cell) => total + cell.sum, 0);
  const expected = cells.reduce((total, cell) => total + cell.expected, 0);
  if (expected <= 0) return 0;
  return (sum > 0 ? sum * Math.log(sum / expected) : 0) - (sum - expected);
}

interface Candidate {
  readonly at: number;
  readonly gain: number;
}

/** Sums in another order differ by this share at most. */
const ROUNDING = 1e-9;

const best = (candidates: readonly Candidate[]): Candidate | undefined =>
  candidates.reduce<Candidate | undefined>(
    (most, one) => (most && most.gain >= one.gain ? most : one),
    undefined,
  );

/**
 * The likeliest of some times at which a rate changed, and whether events or observations from it on changed it, by
 * likelihood with one rate before and one after (judge §3.9 asks at which T of the onset set the two are told apart:
 * at a T past the true one the world's shift would seem to hit earlier events too). Undefined without a candidate.
 */
export function likeliestChange(
  cells: readonly ObservedSum[],
  candidates: readonly number[],
): LikelyChange | undefined {
  const gainsBy = (by: 'event' | 'observed') =>
    candidates.map((at) => ({
      at,
      gain:
        explained(cells.filter((cell) => cell[by] >= at)) + explained(cells.filter((cell) => cell[by] < at)),
    }));
  const byObserved = gainsBy('observed');
  const event = best(gainsBy('event'));
  const observed = best(byObserved);
  if (!event || !observed) return undefined;
  const tied = observed.gain <= event.gain * (1 + ROUNDING);
  const alike = byObserved.findLast(({ gain }) => tied && gain >= event.gain * (1 - ROUNDING))?.at ?? null;
  const [by, first, other] =
    observed.gain > event.gain
      ? (['observed', observed, event] as const)
      : (['event', event, observed] as const);
  return { at: first.at, by, lead: first.gain > 0 ? (first.gain - other.gain) / first.gain : 0, alike };
}
