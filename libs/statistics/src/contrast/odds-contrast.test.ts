import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contrastLogFactors, isInformative, logOddsFactor, ODDS_MULTIPLES } from './odds-contrast.js';
import type { StratumCounts } from './odds-contrast.js';

const stratum = (na: number, nb: number, ka: number, kb: number): StratumCounts => ({
  candidate: { n: na, k: ka },
  control: { n: nb, k: kb },
});

function outcomes(na: number, nb: number, total: number, odds: number): { k: number; probability: number }[] {
  const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);
  const counts = Array.from({ length: na + 1 }, (_, k) => k).filter((k) => total - k >= 0 && total - k <= nb);
  const masses = counts.map((k) => choose(na, k) * choose(nb, total - k) * odds ** k);
  const sum = masses.reduce((a, b) => a + b, 0);
  return counts.map((k, i) => ({ k, probability: (masses[i] ?? 0) / sum }));
}

describe('contrast of two roles', () => {
  // mpmath at 40 digits; scipy's nchypergeom_fisher agrees in the 11 digits it has
  it.each([
    [stratum(200, 1800, 20, 90), 1.1, 2.2, 2.7908383420940512],
    [stratum(50, 50, 9, 3), 1.1, 1.65, 0.8965625624810672],
    [stratum(1000, 1000, 60, 52), 1.25, 3.75, -16.748065870846947],
    [stratum(2000000, 8000000, 205000, 795000), 1.1, 1.21, -1554.8010994052179],
    [stratum(2000000, 8000000, 205000, 795000), 1.1, 22, -871415.9993533852],
  ])('log factor of %j', (counts, margin, odds, expected) => {
    expect(Math.abs(logOddsFactor(counts, margin, odds) - expected)).toBeLessThan(7e-9);
  });

  // scipy 1.17.1, d(ψ) = nchypergeom_fisher(n_a + n_b, n_a, K, ψ): d(odds).logpmf(k_a) − d(margin).logpmf(k_a)
  it.each([
    [stratum(300, 2700, 40, 130), 1.1, 2.2, 10.629498299954497],
    [stratum(8, 3, 5, 0), 1.1, 22, 1.820228856306412],
    [stratum(1000, 9000, 9, 1), 1.25, 25, 14.9909362360848],
  ])('is the likelihood ratio of scipy’s law: %j', (counts, margin, odds, expected) => {
    expect(logOddsFactor(counts, margin, odds)).toBeCloseTo(expected, 8);
  });

  it('by hand, 2 of 2 against 0 of 2 at ψ = 2, ψ0 = 1: Z(1) = 1 + 4 + 1, Z(2) = 1 + 8 + 4, e = 4·6/13', () => {
    expect(logOddsFactor(stratum(2, 2, 2, 0), 1, 2)).toBeCloseTo(Math.log(24 / 13), 8);
  });

  it('all alternatives of a window are the sums of their strata’s factors', () => {
    const strata = [stratum(20, 80, 3, 4), stratum(7, 90, 0, 0), stratum(300, 12, 31, 2)];
    const sums = ODDS_MULTIPLES.map((multiple) =>
      [0, 2].reduce(
        (sum, i) => sum + logOddsFactor(strata[i] ?? stratum(0, 0, 0, 0), 1.1, 1.1 * multiple),
        0,
      ),
    );
    contrastLogFactors(strata, 1.1).forEach((factor, i) => expect(factor).toBeCloseTo(sums[i] ?? NaN, 9));
  });

  it('has expectation one at the margin and at most one below it, by enumeration of every table', () => {
    const size = fc.integer({ min: 1, max: 9 });
    const below = fc.double({ min: 0.1, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        size,
        size,
        fc.nat(),
        below,
        fc.constantFrom(...ODDS_MULTIPLES),
        (na, nb, seed, share, multiple) => {
          const total = seed % (na + nb + 1);
          const expectation = (odds: number) =>
            outcomes(na, nb, total, odds).reduce(
              (sum, { k, probability }) =>
                sum +
                probability * Math.exp(logOddsFactor(stratum(na, nb, k, total - k), 1.1, 1.1 * multiple)),
              0,
            );
          expect(expectation(1.1)).toBeCloseTo(1, 7);
          expect(expectation(1.1 * share)).toBeLessThan(1 + 1e-7);
        },
      ),
    );
  });

  it('says more, the more of the bad outcomes are the candidate’s', () => {
    const factors = [2, 4, 6, 8, 10].map(
      (k) => contrastLogFactors([stratum(30, 30, k, 12 - k)], 1.1)[3] ?? NaN,
    );
    expect(factors).toEqual([...factors].sort((a, b) => a - b));
    expect(new Set(factors).size).toBe(5);
  });

  it('does not depend on the order of the strata', () => {
    const strata = [stratum(20, 80, 3, 4), stratum(7, 90, 1, 9), stratum(300, 12, 31, 2)];
    expect(contrastLogFactors([...strata].reverse(), 1.1)).toEqual(contrastLogFactors(strata, 1.1));
  });

  it('is uninformative without outcomes, without failures to place, and without one of the roles', () => {
    expect(isInformative([stratum(10, 10, 0, 0)])).toBe(false);
    expect(isInformative([stratum(10, 10, 10, 10)])).toBe(false);
    expect(isInformative([stratum(10, 0, 4, 0)])).toBe(false);
    expect(isInformative([stratum(10, 0, 4, 0), stratum(5, 5, 1, 0)])).toBe(true);
  });
});
