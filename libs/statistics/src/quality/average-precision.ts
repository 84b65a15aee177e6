import type { ScoreHistogram } from './score-histogram.js';

/** Average precision Σ (R_i − R_{i−1})·P_i over the bins from the highest score down; null without positives. */
export function averagePrecision({ positives, negatives }: ScoreHistogram): number | null {
  let truePositives = 0;
  let flagged = 0;
  let area = 0;
  for (let bin = positives.length - 1; bin >= 0; bin--) {
    const p = positives[bin] ?? 0;
    truePositives += p;
    flagged += p + (negatives[bin] ?? 0);
    if (p > 0) area += (p * truePositives) / flagged;
  }
  return truePositives > 0 ? area / truePositives : null;
}
