import { describe, expect, it } from '@jest/globals';
import { burstCap } from './alarm-level.js';
import { RESTARTING_START, restartingLogEvidence, restartingOnset, updateRestarting } from './restarting.js';
import type { RestartingState } from './restarting.js';

const FAIR = [Math.log(1.8), Math.log(0.2)];

describe('restarting e-process', () => {
  it('follows the recursion by hand: factors 2, 3, ½ give 2, 9, 5', () => {
    const values: number[] = [];
    [2, 3, 0.5].reduce<RestartingState>((state, factor, window) => {
      const next = updateRestarting(state, { window, logFactors: [Math.log(factor)] });
      values.push(Math.exp(restartingLogEvidence(next)));
      return next;
    }, RESTARTING_START);
    [2, 9, 5].forEach((expected, i) => expect(values[i]).toBeCloseTo(expected, 7));
  });

  it('R_t − t has expectation zero over all 2^10 futures of a fair bet: one false alarm in A windows', () => {
    let states: RestartingState[] = [RESTARTING_START];
    for (let window = 1; window <= 10; window++) {
      states = states.flatMap((state) =>
        FAIR.map((factor) => updateRestarting(state, { window, logFactors: [factor] })),
      );
      const mean =
        states.reduce((sum, state) => sum + Math.exp(restartingLogEvidence(state)), 0) / states.length;
      expect(mean / window).toBeCloseTo(1, 7);
    }
  });

  it('a burst adds at most its cap', () => {
    const cap = burstCap(9);
    const capped = updateRestarting(RESTARTING_START, { window: 1, logFactors: [25], cap });
    expect(restartingLogEvidence(capped)).toBeCloseTo(3, 12);
    expect(
      restartingLogEvidence(updateRestarting(RESTARTING_START, { window: 1, logFactors: [25] })),
    ).toBeCloseTo(25, 9);
  });

  it('names the onset of the bet that leads', () => {
    const windows = [
      [-4, -1],
      [-4, -1],
      [9, 1],
      [9, 1],
    ];
    const state = windows.reduce<RestartingState>(
      (before, logFactors, window) => updateRestarting(before, { window, logFactors }),
      RESTARTING_START,
    );
    expect(restartingOnset(state)).toEqual({ from: 2, to: 2 });
    expect(restartingOnset(RESTARTING_START)).toBeUndefined();
  });
});
