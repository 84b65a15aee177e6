import { describe, expect, test } from '@jest/globals';
import { answerFigures, gainOver } from './figures.js';

describe('figures of the answers to a stream', () => {
  test('count wrong sides of one half, squared distances and the ordering of pairs', () => {
    // By hand: only .6 for a negative is wrong; Brier (.01 + .36 + .04 + .09)/4; three of four pairs ordered.
    const figures = answerFigures([0.9, 0.6, 0.2, 0.7 - 1e-9], [1, 0, 0, 1]);
    expect(figures.rows).toBe(4);
    expect(figures.wrong).toBe(0.25);
    expect(figures.brier).toBeCloseTo(0.125, 6);
    expect(figures.auc).toBe(1);
    expect(answerFigures([0.3, 0.6, 0.2, 0.9], [1, 0, 0, 1]).auc).toBe(0.75);
  });

  test('leave out rows nobody was asked about, and say nothing of one class', () => {
    expect(answerFigures([NaN, 0.4], [1, 0])).toMatchObject({ rows: 1, wrong: 0, auc: null });
  });
});

describe('a gain over answers to the same rows', () => {
  test('is the wrong answers that only one of the two gave, with the error of a paired count', () => {
    // Right, both wrong, avoided, avoided, avoided, made: 3 − 1, 1.96·√4.
    const truths = [1, 1, 1, 1, 0, 0];
    const before = [0.9, 0.1, 0.4, 0.4, 0.6, 0.4];
    const now = [0.8, 0.2, 0.6, 0.6, 0.4, 0.6];
    const gain = gainOver(before, now, truths);
    expect(gain.fewerWrong).toBe(2);
    expect(gain.fewerWrongBy).toBeCloseTo(3.92, 10);
    // Brier: −.03 + .17 + .2 + .2 + .2 − .2.
    expect(gain.lessLoss).toBeCloseTo(0.54, 10);
  });

  test('is nothing where the answers are the same, and rows not asked about do not count', () => {
    expect(gainOver([0.3, NaN], [0.3, 0.9], [1, 1])).toEqual({
      fewerWrong: 0,
      fewerWrongBy: 0,
      lessLoss: 0,
      lessLossBy: 0,
    });
  });
});
