import type { Task } from '@checkride/domain/contract/contract';
import { confusionRates } from '@checkride/statistics/quality/confusion';
import { brierLoss, logLoss } from '@checkride/statistics/quality/loss';
import { rocAuc } from '@checkride/statistics/quality/roc-auc';
import { quantile } from '@checkride/statistics/numerics/quantile';
import { scoreBin } from '@checkride/statistics/quality/score-histogram';
import type { Rows } from '../rows.js';

/** Figures of one version on given rows; a figure that cannot be had is absent. Rates are fractions. */
export type Figures = Readonly<Record<string, number>>;

/** Fine enough that bins change AUC by less than 1e-4 on continuous scores. */
const AUC_BINS = 10_000;

/** Measures scores against labels at the contract's threshold: rows, auc, log_loss, brier, accuracy, precision, … or mae, rmse and the 90 % quantile of the absolute error. */
export function measure(
  task: Task,
  threshold: number,
  labels: readonly number[],
  scores: ArrayLike<number>,
): Figures {
  return task === 'binary' ? binaryFigures(threshold, labels, scores) : numericFigures(labels, scores);
}

/** Share of feature values that are missing over all rows. */
export function missingRate(rows: Rows): number {
  const numbers = Object.values(rows.numbers).flatMap((column) => column.filter(Number.isNaN)).length;
  const categories = Object.values(rows.categories).flatMap((column) =>
    column.filter((value) => value === null),
  ).length;
  const cells = rows.ids.length * (Object.keys(rows.numbers).length + Object.keys(rows.categories).length);
  return cells === 0 ? 0 : (numbers + categories) / cells;
}

/** Largest difference of the share answered positive between values of a segment with at least `least` rows (demographic parity). */
export function parity(
  values: readonly string[],
  scores: ArrayLike<number>,
  threshold: number,
  least = 100,
): number | null {
  const groups = new Map<string, { rows: number; positive: number }>();
  values.forEach((value, row) => {
    const group = groups.get(value) ?? { rows: 0, positive: 0 };
    groups.set(value, {
      rows: group.rows + 1,
      positive: group.positive + Number((scores[row] ?? 0) >= threshold),
    });
  });
  const rates = [...groups.values()]
    .filter(({ rows }) => rows >= least)
    .map(({ rows, positive }) => positive / rows);
  return rates.length < 2 ? null : Math.max(...rates) - Math.min(...rates);
}

function binaryFigures(threshold: number, labels: readonly number[], scores: ArrayLike<number>): Figures {
  const counts = { truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 0 };
  const positives = new Array<number>(AUC_BINS).fill(0);
  const negatives = new Array<number>(AUC_BINS).fill(0);
  let log = 0;
  let brier = 0;
  labels.forEach((label, row) => {
    const score = scores[row] ?? Number.NaN;
    const truth = label >= 0.5 ? 1 : 0;
    const side = truth === 1 ? positives : negatives;
    const bin = scoreBin(score, AUC_BINS);
    side[bin] = (side[bin] ?? 0) + 1;
    counts[outcome(truth === 1, score >= threshold)] += 1;
    log += logLoss(score, truth);
    brier += brierLoss(score, truth);
  });
  const rows = labels.length;
  const auc = rocAuc({ positives, negatives });
  const rates = Object.entries(confusionRates(counts)).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number',
  );
  return {
    rows,
    ...(auc === null ? {} : { auc }),
    ...(rows > 0 ? { log_loss: log / rows, brier: brier / rows } : {}),
    ...Object.fromEntries(rates),
  };
}

const outcome = (positive: boolean, answered: boolean) =>
  positive ? (answered ? 'truePositives' : 'falseNegatives') : answered ? 'falsePositives' : 'trueNegatives';

function numericFigures(labels: readonly number[], scores: ArrayLike<number>): Figures {
  const rows = labels.length;
  if (rows === 0) return { rows };
  const errors = labels.map((label, row) => Math.abs((scores[row] ?? Number.NaN) - label));
  const squared = errors.reduce((sum, error) => sum + error * error, 0);
  return {
    rows,
    mae: errors.reduce((sum, error) => sum + error, 0) / rows,
    rmse: Math.sqrt(squared / rows),
    absolute_error_q90: quantile(
      [...errors].sort((a, b) => a - b),
      0.9,
    ),
  };
}
