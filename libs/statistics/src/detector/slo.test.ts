import { describe, expect, it } from '@jest/globals';
import { alarmLevel } from './alarm-level.js';
import { RESTARTING_START, restartingLogEvidence } from './restarting.js';
import type { RestartingState } from './restarting.js';
import { updateSlo } from './slo.js';
import { timingWatch } from './timing.js';

const LEVEL = alarmLevel({ detectors: 24, windowsPerYear: 525_600, falseAlarmsPerYear: 1 });

function windowsToAlarm(share: number): number {
  let state: RestartingState = RESTARTING_START;
  let window = 0;
  while (restartingLogEvidence(state) < LEVEL && window < 1000) {
    state = updateSlo(state, { window: window++, n: 1000, k: share * 1000, objective: 0.01 });
  }
  return window;
}

describe('service-level detector', () => {
  it('by hand: three times the objective is worth the mean of 1 + 2·bet', () => {
    const state = updateSlo(RESTARTING_START, { window: 0, n: 100, k: 3, objective: 0.01 });
    expect(Math.exp(restartingLogEvidence(state))).toBeCloseTo((1.2 + 1.4 + 1.8 + 2.6) / 4, 7);
  });

  it('an outage of half the rows alarms in 5 windows: ln A = 16.4 at up to ln 40 a window', () => {
    expect(LEVEL).toBeCloseTo(16.35, 2);
    expect(windowsToAlarm(0.5)).toBe(5);
  });

  it('the worse the breach the sooner, and never at the objective', () => {
    const delays = [0.015, 0.02, 0.05, 0.2].map(windowsToAlarm);
    expect(delays).toEqual([...delays].sort((a, b) => b - a));
    expect(windowsToAlarm(0.01)).toBe(1000);
  });

  it('a window without rows says nothing', () => {
    expect(updateSlo(RESTARTING_START, { window: 0, n: 0, k: 0, objective: 0.01 })).toBe(RESTARTING_START);
  });
});

describe('evidence by timing', () => {
  it('watches two hours or twelve windows, at A = W·K/.001', () => {
    expect(timingWatch(5, 4)).toEqual({ windows: 24, level: Math.log(96_000) });
    expect(timingWatch(60, 4)).toEqual({ windows: 12, level: Math.log(48_000) });
  });
});
