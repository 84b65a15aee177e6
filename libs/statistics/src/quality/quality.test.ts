import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { averagePrecision } from './average-precision.js';
import { calibrationCells, expectedCalibrationError } from './calibration-error.js';
import { confusionRates } from './confusion.js';
import { brierLoss, logLoss } from './loss.js';
import { rocAuc } from './roc-auc.js';
import { SCORE_BINS, scoreBin } from './score-histogram.js';

// The 300 scored rows of the reference set's "binary_metrics" as [hundredths, rows]; every figure below without
// another source is sklearn 1.9.1's or scipy 1.17.1's on those rows.
const POSITIVES = `40:3 41:1 42:2 43:2 44:3 45:4 46:1 47:1 48:4 49:5 51:6 52:1 53:1 54:1 55:7 56:7 57:1 58:4 59:1 60:1
  61:2 63:2 64:2 65:5 66:2 67:1 68:3 70:1 71:2 72:4 73:1 74:1 76:1 77:1 78:1 79:3 80:1 81:2 83:1 89:1 90:1 97:1`;
const NEGATIVES = `2:2 3:5 4:4 5:2 6:3 7:4 8:8 9:8 10:7 11:6 12:6 13:5 14:5 15:8 16:2 17:9 18:4 19:7 20:6 21:2 22:4 23:5
  24:6 25:7 26:6 27:5 28:6 29:6 30:4 31:2 32:3 33:7 34:7 35:2 36:3 38:3 39:2 40:4 42:3 44:3 45:1 46:3 47:2 48:1 49:1
  51:1 52:1 54:1 55:1 59:1 61:1`;

function rows(text: string): number[] {
  return text.split(/\s+/).flatMap((cell) => {
    const [hundredths = 0, count = 0] = cell.split(':').map(Number);
    return new Array<number>(count).fill(hundredths / 100);
  });
}

function histogram(scores: readonly number[]): number[] {
  const counts = new Array<number>(SCORE_BINS).fill(0);
  for (const score of scores) counts[scoreBin(score + 1e-9)]! += 1;
  return counts;
}

const positives = rows(POSITIVES);
const negatives = rows(NEGATIVES);
const both = { positives: histogram(positives), negatives: histogram(negatives) };

describe('quality of a binary model from stored counts', () => {
  it('AUC .97789 and average precision .94548 from two histograms of 200 bins', () => {
    expect(rocAuc(both)).toBeCloseTo(0.9778947368421053, 12);
    expect(averagePrecision(both)).toBeCloseTo(0.9454819787237827, 12);
  });

  it('log-loss .35792 and Brier .103749 from losses', () => {
    const losses = (loss: typeof logLoss) =>
      [...positives.map((score) => loss(score, 1)), ...negatives.map((score) => loss(score, 0))].reduce(
        (a, b) => a + b,
      ) / 300;
    expect(losses(logLoss)).toBeCloseTo(0.3579190597536093, 12);
    expect(losses(brierLoss)).toBeCloseTo(0.103749, 12);
  });

  it('calibration error .20823 from cells with score sums, within half a bin from histograms', () => {
    const cells = Array.from({ length: 10 }, (_, cell) => {
      const inside = (score: number) => scoreBin(score + 1e-9, 10) === cell;
      const p = positives.filter(inside);
      const all = [...p, ...negatives.filter(inside)];
      return { n: all.length, positives: p.length, scoreSum: all.reduce((a, b) => a + b, 0) };
    });
    expect(expectedCalibrationError(cells)).toBeCloseTo(0.20823333333333333, 12);
    const binned = expectedCalibrationError(calibrationCells(both, 10)) ?? NaN;
    expect(Math.abs(binned - 0.20823333333333333)).toBeLessThanOrEqual(0.5 / SCORE_BINS + 1e-12);
  });

  it('accuracy, precision, recall, specificity and F1 at threshold .5', () => {
    const rates = confusionRates({
      truePositives: 69,
      falsePositives: 6,
      falseNegatives: 26,
      trueNegatives: 199,
    });
    expect(rates.accuracy).toBeCloseTo(0.8933333333333333, 12);
    expect(rates.precision).toBeCloseTo(0.92, 12);
    expect(rates.recall).toBeCloseTo(0.7263157894736842, 12);
    expect(rates.specificity).toBeCloseTo(0.9707317073170731, 12);
    expect(rates.f1).toBeCloseTo(0.8117647058823529, 12);
  });

  it('what cannot be known is null, not a number', () => {
    expect(
      confusionRates({ truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 5 }),
    ).toMatchObject({
      accuracy: 1,
      precision: null,
      recall: null,
      f1: null,
    });
    expect(rocAuc({ positives: [1, 2], negatives: [0, 0] })).toBeNull();
    expect(averagePrecision({ positives: [0, 0], negatives: [1, 2] })).toBeNull();
    expect(expectedCalibrationError([])).toBeNull();
  });

  it('AUC equals the share of won pairs, ties half, by counting them', () => {
    const bins = fc.array(fc.nat({ max: 4 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(bins, bins, (p, n) => {
        let won = 0;
        p.forEach((a, i) => n.forEach((b, j) => (won += a * b * (i > j ? 1 : i === j ? 0.5 : 0))));
        const pairs = p.reduce((a, b) => a + b) * n.reduce((a, b) => a + b);
        const auc = rocAuc({ positives: p, negatives: n });
        if (pairs === 0) expect(auc).toBeNull();
        else expect(auc).toBeCloseTo(won / pairs, 12);
      }),
    );
  });
});
