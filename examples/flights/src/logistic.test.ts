import { describe, expect, it } from '@jest/globals';
import { FEATURES } from './features.js';
import { fitLogistic } from './logistic.js';
import { predict } from './logistic-model.js';
import { solvePositiveDefinite } from './solve.js';

/** `late` of `all` flights at an hour and a distance, everything else alike. */
function group(hour: number, distance: number, late: number, all: number) {
  return Array.from({ length: all }, (_, i) => ({
    values: [hour, distance, 0.2, 0.2, -90],
    label: i < late ? 1 : 0,
  }));
}

function fit(rows: readonly { values: number[]; label: number }[]) {
  return fitLogistic(
    {
      count: rows.length,
      values: Float32Array.from(rows.flatMap(({ values }) => values)),
      labels: Uint8Array.from(rows, ({ label }) => label),
    },
    'plain',
  );
}

describe('logistic regression', () => {
  it('answers each hour with its own share when nothing else differs', () => {
    // A model saturated in the hour has the shares themselves as its maximum-likelihood answer; the ridge moves them little.
    const model = fit([...group(6, 500, 400, 4000), ...group(18, 500, 1200, 4000)]);
    expect(predict(model, [6, 500, 0.2, 0.2, -90])).toBeCloseTo(0.1, 2);
    expect(predict(model, [18, 500, 0.2, 0.2, -90])).toBeCloseTo(0.3, 2);
  });

  it('finds the log odds ratio of a two-valued input', () => {
    // By hand: odds 1/9 and 1/1, so the slope over the two standardised values (−1 and 1) is ln 9 / 2 each.
    const model = fit([...group(9, 300, 1000, 10_000), ...group(9, 900, 5000, 10_000)]);
    const distance = model.terms.find(({ term }) => term === 'distance');
    expect(distance?.mean).toBeCloseTo(600, 6);
    expect(distance?.weight).toBeCloseTo(Math.log(9) / 2, 2);
  });

  it('takes a missing number for the mean', () => {
    const model = fit([...group(9, 300, 1000, 5000), ...group(9, 900, 2500, 5000)]);
    const at = (distance: number): number => predict(model, [9, distance, 0.2, 0.2, -90]);
    expect(at(Number.NaN)).toBeCloseTo(at(600), 12);
    expect(FEATURES).toHaveLength(5);
  });
});

describe('Cholesky', () => {
  it('solves a system known from the textbook', () => {
    // A = L·Lᵀ with L = [[2,0,0],[6,1,0],[−8,5,3]]; A·[1,2,3] = [−20, −43, 192].
    const matrix = Float64Array.of(4, 0, 0, 12, 37, 0, -16, -43, 98);
    expect([...solvePositiveDefinite(matrix, Float64Array.of(-20, -43, 192))]).toEqual([1, 2, 3]);
  });

  it('refuses a matrix that is not positive definite', () => {
    expect(() => solvePositiveDefinite(Float64Array.of(0), Float64Array.of(1))).toThrow('positive definite');
  });
});
