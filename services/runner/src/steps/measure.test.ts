import { describe, expect, test } from '@jest/globals';
import { measure, parity } from './measure.js';

describe('figures of a version', () => {
  test('agree with a hand computation of four rows', () => {
    const figures = measure('binary', 0.5, [1, 0, 1, 0], [0.9, 0.6, 0.4, 0.1]);
    // Pairs (positive, negative): 0.9>0.6, 0.9>0.1, 0.4<0.6, 0.4>0.1 → 3 of 4.
    expect(figures['auc']).toBeCloseTo(0.75, 10);
    expect(figures['brier']).toBeCloseTo((0.01 + 0.36 + 0.36 + 0.01) / 4, 12);
    expect(figures['log_loss']).toBeCloseTo(
      -(Math.log(0.9) + Math.log(0.4) + Math.log(0.4) + Math.log(0.9)) / 4,
      12,
    );
    expect(figures).toMatchObject({ rows: 4, accuracy: 0.5, precision: 0.5, recall: 0.5 });
  });

  test('of a regression are mean, root mean square and the 90 % quantile of the absolute error', () => {
    // Errors 0, 1, 2, 3, 4: type 7 quantile at .9 is 3.6 (R: quantile(0:4, .9)).
    const figures = measure('regression', 0.5, [10, 10, 10, 10, 10], [10, 11, 8, 13, 6]);
    expect(figures).toEqual({ rows: 5, mae: 2, rmse: Math.sqrt(6), absolute_error_q90: 3.6 });
  });

  test('are absent where nothing can be measured', () => {
    expect(measure('binary', 0.5, [], [])).toEqual({ rows: 0 });
  });

  test('parity is the largest difference of positive shares, over values with enough rows', () => {
    const values = [...Array<string>(10).fill('a'), ...Array<string>(10).fill('b'), 'c'];
    const scores = [
      ...Array<number>(10).fill(0.9),
      ...Array<number>(4).fill(0.9),
      ...Array<number>(6).fill(0.1),
      0,
    ];
    expect(parity(values, scores, 0.5, 5)).toBeCloseTo(0.6, 12);
  });
});
