import { describe, expect, it } from '@jest/globals';
import { alarmLevel, burstCap } from './alarm-level.js';
import { inputLimit, isBadShare, isBadVolume } from './bad-pane.js';
import { INPUT_CHECK_START, updateInputCheck } from './input-check.js';
import type { InputCheckState } from './input-check.js';

const LEVEL = alarmLevel({ detectors: 120, windowsPerYear: 105_120, falseAlarmsPerYear: 1 });

function fold(panes: string, state: InputCheckState = INPUT_CHECK_START, first = 0): InputCheckState {
  return [...panes].reduce(
    (before, pane, i) =>
      updateInputCheck(before, { window: first + i, bad: pane === 'x', level: LEVEL, cap: burstCap(LEVEL) }),
    state,
  );
}

describe('bad panes', () => {
  it('the limit is twice the benign tail plus half a point', () => {
    const shares = Array.from({ length: 1001 }, (_, i) => i / 100_000).reverse();
    expect(inputLimit(1001, shares)).toBeCloseTo(2 * 0.00999 + 0.005, 12);
    expect(inputLimit(1001, shares.slice(0, 4))).toBe(inputLimit(1001, shares));
    expect(inputLimit(0, [])).toBe(0.005);
  });

  // scipy 1.17.1 binom.sf(k − 1, n, .05): 12/100 .0043, 14/100 .0005; binom.cdf(2, 100, .1) = .0019, cdf(1) = .0003
  it('judges shares by exact tails at any size', () => {
    expect(isBadShare({ n: 100, k: 12, upper: 0.05 })).toBe(false);
    expect(isBadShare({ n: 100, k: 14, upper: 0.05 })).toBe(true);
    expect(isBadShare({ n: 2, k: 2, upper: 0.05 })).toBe(false);
    expect(isBadShare({ n: 100, k: 2, upper: 1, lower: 0.1 })).toBe(false);
    expect(isBadShare({ n: 100, k: 1, upper: 1, lower: 0.1 })).toBe(true);
    expect(isBadShare({ n: 0, k: 0, upper: 0.05, lower: 0.01 })).toBe(false);
  });

  // scipy 1.17.1 poisson.sf(134, 100) = .0004, sf(129) = .0022; poisson.cdf(70, 100) = .0009, cdf(72) = .0020
  it('judges volume by Poisson tails at the ends of its band', () => {
    expect([130, 135].map((rows) => isBadVolume(rows, 50, 100))).toEqual([false, true]);
    expect([72, 70].map((rows) => isBadVolume(rows, 100, 300))).toEqual([false, true]);
  });
});

describe('input check', () => {
  it('acts on the fourth or fifth bad pane running, however healthy the past', () => {
    expect(fold('xxx').open).toBe(false);
    expect(fold('xxxxx').open).toBe(true);
    expect(fold('xxxxx', fold('.'.repeat(500)), 500).open).toBe(true);
  });

  it('single bad panes spread over a day never open it', () => {
    expect(fold('x' + ('.'.repeat(60) + 'x').repeat(5)).open).toBe(false);
  });

  it('its range runs from the onset (one good pane costs the largest bet 1.6 nats, so one is within 3) to the last bad pane', () => {
    const state = fold('.....xxxxx.x..');
    expect(state).toMatchObject({ open: true, from: 4, lastBad: 11 });
  });

  it('heals after six good panes in a row and starts anew', () => {
    expect(fold('xxxxx.....').open).toBe(true);
    expect(fold('xxxxx.....x.....').open).toBe(true);
    const healed = fold('xxxxx......');
    expect(healed).toEqual({ ...INPUT_CHECK_START, goodPanes: 6 });
    expect(fold('xxx', healed, 11).open).toBe(false);
  });

  it('a factor has expectation at most one while a hundredth of the panes is bad', () => {
    const evidence = (bad: boolean) => {
      const state = updateInputCheck(INPUT_CHECK_START, { window: 0, bad, level: 1e9, cap: 1e9 });
      return state.detector.logs.map((log) => Math.exp(log));
    };
    evidence(true).forEach((bad, i) =>
      expect(0.01 * bad + 0.99 * (evidence(false)[i] ?? NaN)).toBeCloseTo(1, 7),
    );
  });
});
