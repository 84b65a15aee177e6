import { rocAuc } from '@checkride/statistics/quality/roc-auc';
import { scoreBin } from '@checkride/statistics/quality/score-histogram';

/** What the answers to the rows of a stream were worth. */
export interface AnswerFigures {
  readonly rows: number;
  /** Share of answers on the wrong side of one half. */
  readonly wrong: number;
  /** Mean squared distance from the truth. */
  readonly brier: number;
  /** Null without both classes. */
  readonly auc: number | null;
}

/** What one way to decide gained on another over the same rows; intervals are 95 %, normal, paired by row. */
export interface Gain {
  /** Wrong answers avoided: those only the other gave less those only this one gave. */
  readonly fewerWrong: number;
  readonly fewerWrongBy: number;
  /** Brier loss avoided, summed over the rows. */
  readonly lessLoss: number;
  readonly lessLossBy: number;
}

const Z95 = 1.96;

const isWrong = (score: number, truth: number): boolean => score >= 0.5 !== (truth === 1);

/** Figures of the answers that were given; a NaN is a row nobody was asked about. */
export function answerFigures(scores: ArrayLike<number>, truths: ArrayLike<number>): AnswerFigures {
  const asked = [...Array(scores.length).keys()].filter((i) => !Number.isNaN(scores[i]!));
  const share = (of: (i: number) => number): number =>
    asked.reduce((sum, i) => sum + of(i), 0) / Math.max(1, asked.length);
  return {
    rows: asked.length,
    wrong: share((i) => (isWrong(scores[i]!, truths[i]!) ? 1 : 0)),
    brier: share((i) => (scores[i]! - truths[i]!) ** 2),
    auc: aucOf(
      asked.map((i) => scores[i]!),
      asked.map((i) => truths[i]!),
    ),
  };
}

/** Bins of the scores: fine enough that rows in one are ties in earnest. */
const BINS = 5_000;

function aucOf(scores: readonly number[], truths: readonly number[]): number | null {
  const positives = new Array<number>(BINS).fill(0);
  const negatives = new Array<number>(BINS).fill(0);
  scores.forEach((score, i) => {
    (truths[i] === 1 ? positives : negatives)[scoreBin(score, BINS)]! += 1;
  });
  return rocAuc({ positives, negatives });
}

/** What `scores` gained on `others`, row by row: rows both answered alike say nothing. */
export function gainOver(
  others: ArrayLike<number>,
  scores: ArrayLike<number>,
  truths: ArrayLike<number>,
): Gain {
  let [better, worse, less, squares] = [0, 0, 0, 0];
  for (let i = 0; i < truths.length; i += 1) {
    const [before, now, truth] = [others[i]!, scores[i]!, truths[i]!];
    if (Number.isNaN(before) || Number.isNaN(now)) continue;
    if (isWrong(before, truth) && !isWrong(now, truth)) better += 1;
    if (!isWrong(before, truth) && isWrong(now, truth)) worse += 1;
    const avoided = (before - truth) ** 2 - (now - truth) ** 2;
    less += avoided;
    squares += avoided ** 2;
  }
  return {
    fewerWrong: better - worse,
    fewerWrongBy: Z95 * Math.sqrt(better + worse),
    lessLoss: less,
    lessLossBy: Z95 * Math.sqrt(squares),
  };
}
