import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toFixedPoint } from '../numerics/fixed.js';
import { alarmLevel, burstCap } from './alarm-level.js';
import { RESTARTING_START, restartingLogEvidence, restartingOnset } from './restarting.js';
import type { RestartingState } from './restarting.js';
import { mergeSubBatches, updateRisk } from './risk.js';
import type { LossSum } from './risk.js';

const even = (n: number, loss: number): LossSum[] =>
  Array.from({ length: 8 }, () => ({ n: n / 8, sum: toFixedPoint((n / 8) * loss) }));

describe('risk detector', () => {
  it('by hand: one sub-batch at twice the tolerated risk is worth the mean of 1 + bet', () => {
    const state = updateRisk(RESTARTING_START, {
      window: 1,
      subBatches: [{ n: 10, sum: toFixedPoint(2) }],
      tolerated: 0.1,
    });
    expect(Math.exp(restartingLogEvidence(state))).toBeCloseTo((1.1 + 1.2 + 1.4 + 1.8) / 4, 7);
  });

  it('has expectation at most one when the mean loss is at the tolerance, by enumeration of two sub-batches', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.02, max: 0.9, noNaN: true }),
        fc.double({ min: 0.1, max: 1, noNaN: true }),
        (tolerated, share) => {
          const p = tolerated * share;
          let expectation = 0;
          for (let a = 0; a <= 3; a++) {
            for (let b = 0; b <= 3; b++) {
              const mass = (k: number) => [1, 3, 3, 1][k]! * p ** k * (1 - p) ** (3 - k);
              const subBatches = [a, b].map((k) => ({ n: 3, sum: toFixedPoint(k) }));
              expectation +=
                mass(a) *
                mass(b) *
                Math.exp(
                  restartingLogEvidence(updateRisk(RESTARTING_START, { window: 1, subBatches, tolerated })),
                );
            }
          }
          expect(expectation).toBeLessThan(1 + 1e-7);
          if (share === 1) expect(expectation).toBeCloseTo(1, 7);
        },
      ),
    );
  });

  it('rises at once on a lasting doubling of the risk, stays silent at the tolerance, and dates the onset', () => {
    const level = alarmLevel({ detectors: 8, windowsPerYear: 365, falseAlarmsPerYear: 1 });
    const cap = burstCap(level);
    let state: RestartingState = RESTARTING_START;
    for (let window = 0; window < 400; window++) {
      state = updateRisk(state, { window, subBatches: even(400, 0.055), tolerated: 0.055, cap });
    }
    expect(restartingLogEvidence(state)).toBeLessThan(level);
    let window = 400;
    for (; restartingLogEvidence(state) < level && window < 500; window++) {
      state = updateRisk(state, { window, subBatches: even(400, 0.11), tolerated: 0.055, cap });
    }
    expect(window - 400).toBeLessThanOrEqual(4);
  });

  it('at the tolerance itself 30 model-years of Bernoulli losses bring no more false alarms than 1 a year (G2)', () => {
    let seed = 17;
    const uniform = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32;
    const level = alarmLevel({ detectors: 1, windowsPerYear: 52, falseAlarmsPerYear: 1 });
    let alarms = 0;
    let state: RestartingState = RESTARTING_START;
    for (let window = 0; window < 30 * 52; window++) {
      const subBatches = Array.from({ length: 8 }, () => {
        let lost = 0;
        for (let i = 0; i < 50; i++) if (uniform() < 0.06) lost++;
        return { n: 50, sum: toFixedPoint(lost) };
      });
      state = updateRisk(state, { window, subBatches, tolerated: 0.06, cap: burstCap(level) });
      if (restartingLogEvidence(state) < level) continue;
      alarms++;
      state = RESTARTING_START;
    }
    expect(alarms).toBeLessThanOrEqual(30);
    expect(alarms).toBeGreaterThan(0);
  });

  it('a healthy past before a change leaves a single onset window', () => {
    const losses = [0.02, 0.02, 0.02, 0.2, 0.2, 0.2];
    const state = losses.reduce<RestartingState>(
      (before, loss, window) => updateRisk(before, { window, subBatches: even(400, loss), tolerated: 0.055 }),
      RESTARTING_START,
    );
    expect(restartingOnset(state)).toEqual({ from: 3, to: 3 });
  });

  it('says nothing without units, and pools waiting batches sub-batch by sub-batch', () => {
    expect(updateRisk(RESTARTING_START, { window: 1, subBatches: even(0, 0), tolerated: 0.1 })).toBe(
      RESTARTING_START,
    );
    const pooled = mergeSubBatches(
      [{ n: 1, sum: 5 }],
      [
        { n: 2, sum: 7 },
        { n: 3, sum: 9 },
      ],
    );
    expect(pooled).toEqual([
      { n: 3, sum: 12 },
      { n: 3, sum: 9 },
    ]);
  });
});
