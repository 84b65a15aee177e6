/** Rows per score bin of [0, 1] by class, bins of equal width; the last bin includes score 1. */
export interface ScoreHistogram {
  readonly positives: readonly number[];
  readonly negatives: readonly number[];
}

/** Bins of the stored histograms (AUC, average precision, calibration error). */
export const SCORE_BINS = 200;

/** Bin of a score in [0, 1] among `bins` of equal width; scores outside fall into the outer bins. */
export function scoreBin(score: number, bins: number = SCORE_BINS): number {
  return Math.min(bins - 1, Math.max(0, Math.floor(score * bins)));
}
