/** Labelled rows by decision and truth. */
export interface ConfusionCounts {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
}

/** Rates of a confusion table; null where the denominator is empty. */
export interface ConfusionRates {
  readonly accuracy: number | null;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly specificity: number | null;
  readonly f1: number | null;
}

function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

/** Accuracy, precision, recall, specificity and F1 = 2TP/(2TP + FP + FN). */
export function confusionRates(counts: ConfusionCounts): ConfusionRates {
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = counts;
  const right = truePositives + trueNegatives;
  const wrong = falsePositives + falseNegatives;
  return {
    accuracy: share(right, right + wrong),
    precision: share(truePositives, truePositives + falsePositives),
    recall: share(truePositives, truePositives + falseNegatives),
    specificity: share(trueNegatives, trueNegatives + falsePositives),
    f1: share(2 * truePositives, 2 * truePositives + wrong),
  };
}
