import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { logChoose } from '../numerics/log-gamma.js';
import { sampleRatioLevel, sampleRatioLogFactors } from './sample-ratio.js';
import { SPAWNING_START, spawningLogEvidence, updateSpawning } from './spawning.js';

describe('sample ratio', () => {
  it('every factor has expectation at most one for every share in the band, by enumeration', () => {
    const plan = fc.double({ min: 0.02, max: 0.98, noNaN: true });
    fc.assert(
      fc.property(
        plan,
        fc.double({ min: -0.1, max: 0.1, noNaN: true }),
        fc.integer({ min: 1, max: 30 }),
        (plan, off, units) => {
          const share = Math.min(0.999, plan * (1 + off));
          const expectations = sampleRatioLogFactors({ units, candidate: 0 }, plan).map(() => 0);
          for (let candidate = 0; candidate <= units; candidate++) {
            const log =
              logChoose(units, candidate) +
              candidate * Math.log(share) +
              (units - candidate) * Math.log(1 - share);
            sampleRatioLogFactors({ units, candidate }, plan).forEach((factor, i) => {
              expectations[i] = (expectations[i] ?? 0) + Math.exp(log + factor);
            });
          }
          expectations.forEach((expectation) => expect(expectation).toBeLessThan(1 + 1e-7));
        },
      ),
    );
  });

  // scipy 1.17.1, edge e, odds o beyond it: binom.logpmf(c, n, o·e/(1 − e + o·e)) − binom.logpmf(c, n, e)
  it.each([
    [1000, 140, 0.1, [-5.127952219214407, -124.19508309261826, 2.4034851342711363, -91.09773167687767]],
    [50, 30, 0.5, [-0.7708347503149966, -21.002094777508727, 0.18226704772826174, -7.139151166309814]],
  ])('factors of %d units, %d of them the candidate’s, plan %d', (units, candidate, plan, expected) => {
    const factors = sampleRatioLogFactors({ units, candidate }, plan);
    [0, 4, 5, 9].forEach((at, i) => expect(factors[at]).toBeCloseTo(expected[i] ?? NaN, 8));
  });

  it('a share of 14 % where 10 % was planned alarms; 10.5 % does not', () => {
    const run = (candidate: number) =>
      Array.from({ length: 20 }).reduce<typeof SPAWNING_START>(
        (state) => updateSpawning(state, sampleRatioLogFactors({ units: 1000, candidate }, 0.1)),
        SPAWNING_START,
      );
    expect(spawningLogEvidence(run(140))).toBeGreaterThan(sampleRatioLevel(3, 0.0304));
    expect(spawningLogEvidence(run(105))).toBeLessThan(0);
  });

  it('asks nothing of a plan that leaves no choice, and one direction only near certainty', () => {
    expect(sampleRatioLogFactors({ units: 10, candidate: 10 }, 1)).toEqual([]);
    expect(sampleRatioLogFactors({ units: 10, candidate: 9 }, 0.95)).toHaveLength(5);
    expect(sampleRatioLogFactors({ units: 10, candidate: 5 }, 0.5)).toHaveLength(10);
  });
});
