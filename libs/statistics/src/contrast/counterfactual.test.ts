import { expect, it } from '@jest/globals';
import { logChoose } from '../numerics/log-gamma.js';
import { counterfactualLogEvidence } from './counterfactual.js';

it('has expectation one when both versions are as good, by enumeration of 12 discordant pairs', () => {
  let expectation = 0;
  for (let worse = 0; worse <= 12; worse++) {
    const log = logChoose(12, worse) - 12 * Math.LN2;
    expectation += Math.exp(log + counterfactualLogEvidence({ newWorse: worse, newBetter: 12 - worse }));
  }
  expect(expectation).toBeCloseTo(1, 8);
});

it('passes 20 with 12 of 13 pairs against the new version (96.28 by hand), not with 8 of 10', () => {
  // mean of 1.2^12·.8, 1.4^12·.6, 1.6^12·.4, 1.8^12·.2 = (7.133 + 34.016 + 112.590 + 231.367)/4
  expect(Math.exp(counterfactualLogEvidence({ newWorse: 12, newBetter: 1 }))).toBeCloseTo(96.2766, 3);
  expect(Math.exp(counterfactualLogEvidence({ newWorse: 8, newBetter: 2 }))).toBeLessThan(20);
});

// scipy 1.17.1: log of the mean over q of binom.pmf(b, b + c, q)/binom.pmf(b, b + c, .5)
it.each([
  [30, 10, 4.369022157681741],
  [5, 9, -2.32550736659004],
])('%d worse, %d better', (newWorse, newBetter, expected) => {
  expect(counterfactualLogEvidence({ newWorse, newBetter })).toBeCloseTo(expected, 8);
});
