import type { ScoreHistogram } from './score-histogram.js';

/**
 * Area under the ROC curve, P(score⁺ > score⁻) + ½ P(=), rows of one bin counted as ties; exact when scores lie on
 * the bins, else off by at most half the mass of mixed bins. Null unless both classes have rows.
 */
export function rocAuc({ positives, negatives }: ScoreHistogram): number | null {
  let below = 0;
  let wins = 0;
  let total = 0;
  for (const [bin, p] of positives.entries()) {
    const n = negatives[bin] ?? 0;
    wins += p * (below + n / 2);
    below += n;
    total += p;
  }
  return below > 0 && total > 0 ? wins / below / total : null;
}
