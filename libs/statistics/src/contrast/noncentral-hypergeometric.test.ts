import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { logChoose } from '../numerics/log-gamma.js';
import { logNormalizer } from './noncentral-hypergeometric.js';

function enumerated(candidate: number, control: number, total: number, odds: number): number {
  const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);
  let sum = 0;
  for (let j = Math.max(0, total - control); j <= Math.min(total, candidate); j++) {
    sum += choose(candidate, j) * choose(control, total - j) * odds ** j;
  }
  return Math.log(sum);
}

describe("normaliser of Fisher's noncentral hypergeometric law", () => {
  // mpmath at 40 digits; the last three exceed what a direct sum can hold
  it.each([
    [10, 20, 7, 1.1, 14.754426346429929],
    [200, 1800, 110, 2.2, 434.8867442388748],
    [5000, 5000, 600, 22, 3715.225109792287],
    [30, 5, 33, 0.4, -19.448355619402275],
    [2000000, 8000000, 1000000, 1.1, 3270547.982875035],
    [2000000, 8000000, 1000000, 22, 4756089.098306989],
    [5000000, 5000000, 1000000, 3.3, 4001577.7114735376],
  ])('n_a=%d n_b=%d K=%d ψ=%d', (candidate, control, total, odds, expected) => {
    expect(Math.abs(logNormalizer({ candidate, control, total }, odds) - expected)).toBeLessThan(6e-9);
  });

  // scipy 1.17.1 nchypergeom_fisher(N, n_a, K, ψ).pmf(x)
  it.each([
    [200, 1800, 110, 2.2, 20, 0.10166965086725856],
    [300, 700, 64, 1.65, 25, 0.1021925083304354],
  ])(
    'gives scipy its probability: n_a=%d n_b=%d K=%d ψ=%d x=%d',
    (candidate, control, total, odds, x, expected) => {
      const log = logChoose(candidate, x) + logChoose(control, total - x) + x * Math.log(odds);
      expect(Math.exp(log - logNormalizer({ candidate, control, total }, odds))).toBeCloseTo(expected, 11);
    },
  );

  // scipy 1.17.1 nchypergeom_fisher(n_a + n_b, n_a, K, ψ): mean(), var()
  it.each([
    [10, 20, 7, 1.1, 2.451945981801238, 1.2548371333213282],
    [50, 50, 12, 3, 8.736510724109062, 2.162581467744629],
    [300, 2700, 170, 2.2, 31.83049575586173, 23.391934878555055],
    [8, 3, 5, 20, 4.830395899796035, 0.15370398530613216],
    [120, 80, 40, 0.7, 21.20236834491302, 7.926281810746227],
  ])(
    'has scipy’s mean and variance: n_a=%d n_b=%d K=%d ψ=%d',
    (candidate, control, total, odds, mean, variance) => {
      const logZ = logNormalizer({ candidate, control, total }, odds);
      let [first, second] = [0, 0];
      for (let j = Math.max(0, total - control); j <= Math.min(total, candidate); j++) {
        const mass = Math.exp(
          logChoose(candidate, j) + logChoose(control, total - j) + j * Math.log(odds) - logZ,
        );
        first += j * mass;
        second += j * j * mass;
      }
      expect(first).toBeCloseTo(mean, 8);
      expect(second - first * first).toBeCloseTo(variance, 7);
    },
  );

  it('is C(n_a + n_b, K) at odds 1 (Vandermonde): C(52, 5) = 2 598 960', () => {
    expect(logNormalizer({ candidate: 13, control: 39, total: 5 }, 1)).toBeCloseTo(Math.log(2_598_960), 10);
  });

  it('equals plain enumeration on every small table', () => {
    const small = fc.nat({ max: 12 });
    fc.assert(
      fc.property(
        small,
        small,
        fc.nat(),
        fc.double({ min: 0.05, max: 30, noNaN: true }),
        (a, b, seed, odds) => {
          const total = seed % (a + b + 1);
          const got = logNormalizer({ candidate: a, control: b, total }, odds);
          expect(got).toBeCloseTo(enumerated(a, b, total, odds), 9);
        },
      ),
      { numRuns: 500 },
    );
  });
});
