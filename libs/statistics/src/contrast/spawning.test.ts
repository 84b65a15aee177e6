import { describe, expect, it } from '@jest/globals';
import { LOG_ZERO } from '../numerics/fixed.js';
import { SPAWNING_START, spawningLogEvidence, updateSpawning } from './spawning.js';
import type { SpawningState } from './spawning.js';

/** A bet on a fair coin: factor 1.8 or .2, expectation one. */
const FAIR = [Math.log(1.8), Math.log(0.2)];

describe('spawning process', () => {
  it('follows the recursion by hand: factors 2, 3, ½ give 1, 3.5, 1.791666…', () => {
    // S1 = (0 + 1/2)·2 = 1; S2 = (1 + 1/6)·3 = 3.5; S3 = (3.5 + 1/12)/2
    const states: SpawningState[] = [];
    [2, 3, 0.5].reduce((state, factor) => {
      const next = updateSpawning(state, [Math.log(factor)]);
      states.push(next);
      return next;
    }, SPAWNING_START);
    const values = states.map((state) => Math.exp(spawningLogEvidence(state)));
    [1, 3.5, 43 / 24].forEach((expected, i) => expect(values[i]).toBeCloseTo(expected, 12));
  });

  it('S + 1 − Σw has expectation one over all 2^10 futures of a fair bet', () => {
    let states: SpawningState[] = [SPAWNING_START];
    let spent = 0;
    for (let t = 1; t <= 10; t++) {
      states = states.flatMap((state) => FAIR.map((factor) => updateSpawning(state, [factor])));
      spent += 1 / (t * (t + 1));
      const mean =
        states.reduce((sum, state) => sum + Math.exp(spawningLogEvidence(state)), 0) / states.length;
      expect(mean + 1 - spent).toBeCloseTo(1, 10);
    }
  });

  it('averages its alternatives', () => {
    const state = updateSpawning(SPAWNING_START, [Math.log(6), Math.log(2)]);
    expect(Math.exp(spawningLogEvidence(state))).toBeCloseTo((3 + 1) / 2, 12);
    expect(spawningLogEvidence(SPAWNING_START)).toBe(LOG_ZERO);
  });
});
