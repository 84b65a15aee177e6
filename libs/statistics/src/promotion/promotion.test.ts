import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { exposureNeeded, oddsToSee } from './exposure.js';
import { growthRate, rateAtOdds } from './growth-rate.js';
import { allowedDifference, nonInferiority, sequenceHalfWidth } from './non-inferiority.js';

const ALPHA_PAUSE = 0.0304;

describe('growth rate', () => {
  // scipy 1.17.1 minimize_scalar over the logit of q_b
  it.each([
    [0.05, 2.1, 1.1, 0.1, 0.013765220230096721],
    [0.05, 1.43, 1.1, 0.1, 0.001838670477529373],
    [0.01, 11, 1.1, 0.1, 0.10447472681877998],
    [0.2, 3, 1.25, 0.5, 0.038841954335136014],
  ])('p_b=%d ψ=%d ψ0=%d ρ=%d', (controlRate, odds, margin, candidateShare, expected) => {
    expect(growthRate({ controlRate, odds, margin, candidateShare }) / expected).toBeCloseTo(1, 8);
  });

  it('is nothing at the margin and grows with the odds', () => {
    const growth = (odds: number) =>
      growthRate({ controlRate: 0.05, odds, margin: 1.1, candidateShare: 0.1 });
    expect(growth(1.1)).toBeCloseTo(0, 15);
    expect([1.2, 1.5, 2, 5, 10].map(growth)).toEqual([1.2, 1.5, 2, 5, 10].map(growth).sort((a, b) => a - b));
  });

  it('turns odds into rates: 2 × odds of 1/3 is 1/2', () => {
    expect(rateAtOdds(1 / 3, 2)).toBeCloseTo(0.5, 12);
  });
});

describe('exposure needed', () => {
  it('by hand: (ln 32.9 + ln 36 + ln 7)/g', () => {
    const growth = 0.0137652;
    expect(exposureNeeded({ alphaPause: ALPHA_PAUSE, weight: 1 / 36, growth })).toBe(
      Math.ceil((3.4933 + 3.5835 + 1.9459) / growth),
    );
  });

  it('the ladder asks for 10×, 5×, 3×, and 2× before any step above half', () => {
    expect([0, 1, 2, 3].map((step) => oddsToSee(step, 0.5))).toEqual([10, 5, 3, undefined]);
    expect(oddsToSee(0, 1)).toBe(2);
  });
});

describe('non-inferiority', () => {
  // the formula in double precision, Python 3.11
  it('half-widths', () => {
    expect(sequenceHalfWidth(5000, 0.01, 0.0304 / 36)).toBeCloseTo(0.040713925781577745, 12);
    expect(sequenceHalfWidth(100_000, 0.002, 0.01)).toBeCloseTo(0.007265249773718805, 12);
  });

  it('the allowed difference is the exact one at the margin’s odds', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 0.99, noNaN: true }),
        fc.double({ min: 1.01, max: 3, noNaN: true }),
        (p, margin) => {
          expect(allowedDifference(p, margin)).toBeCloseTo(rateAtOdds(p, margin) - p, 12);
        },
      ),
    );
  });

  it('proves equal rates with many units and not with few, nor a worse candidate, nor an empty role', () => {
    const rate = (n: number, share: number) => ({ n, k: Math.round(n * share) });
    expect(nonInferiority(rate(400_000, 0.2), rate(400_000, 0.2), 1.1, 0.001).proven).toBe(true);
    expect(nonInferiority(rate(4_000, 0.2), rate(4_000, 0.2), 1.1, 0.001).proven).toBe(false);
    expect(nonInferiority(rate(400_000, 0.22), rate(400_000, 0.2), 1.1, 0.001).proven).toBe(false);
    expect(nonInferiority({ n: 0, k: 0 }, rate(400_000, 0.2), 1.1, 0.001).proven).toBe(false);
  });

  it('no bad outcome in either role is not proof', () => {
    expect(nonInferiority({ n: 100, k: 0 }, { n: 100, k: 0 }, 1.1, 0.001).proven).toBe(false);
  });

  it('a sequence narrows with more units of the same spread', () => {
    const widths = [1000, 5000, 50_000].map((n) => sequenceHalfWidth(n, 0.4 / Math.sqrt(n), 0.01));
    expect(widths).toEqual([...widths].sort((a, b) => b - a));
  });
});
