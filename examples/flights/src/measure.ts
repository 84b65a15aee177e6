import { rocAuc } from '@checkride/statistics/quality/roc-auc';
import { scoreBin } from '@checkride/statistics/quality/score-histogram';
import { FEATURES } from './features.js';
import { predict, type LogisticModel } from './logistic-model.js';
import type { TrainingRows } from './training-rows.js';

/** Quality of a model on rows; scores are binned to 1/10 000 for the AUC, which is null unless both classes occur. */
export interface Measures {
  readonly auc: number | null;
  readonly brier: number;
  readonly log_loss: number;
  readonly late_share: number;
}

const BINS = 10_000;

/** Scores rows with the model and measures the answers. */
export function measure(model: LogisticModel, rows: TrainingRows): Measures {
  const scores = Float64Array.from({ length: rows.count }, (_, row) =>
    predict(model, rows.values, row * FEATURES.length),
  );
  return measureScores(scores, rows.labels);
}

/** Measures probabilities against 0/1 labels of the same length. */
export function measureScores(scores: Float64Array, labels: Uint8Array): Measures {
  const histogram = {
    positives: new Array<number>(BINS).fill(0),
    negatives: new Array<number>(BINS).fill(0),
  };
  let [brier, logLoss, late] = [0, 0, 0];
  for (const [row, score] of scores.entries()) {
    const label = labels[row]!;
    (label === 1 ? histogram.positives : histogram.negatives)[scoreBin(score, BINS)]! += 1;
    brier += (label - score) ** 2;
    logLoss -= Math.log(label === 1 ? score : 1 - score);
    late += label;
  }
  const count = scores.length;
  return {
    auc: rocAuc(histogram),
    brier: brier / count,
    log_loss: logLoss / count,
    late_share: late / count,
  };
}
