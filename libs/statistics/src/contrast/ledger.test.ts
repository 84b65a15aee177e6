import { describe, expect, it } from '@jest/globals';
import { alphaOfStart, logLevel, RELEASE_ALPHA } from './alpha-ledger.js';
import { inverseSquareShare } from './epoch-weight.js';
import { mergeByMaximum } from './merge-by-maximum.js';
import { streamWeights } from './stream-weights.js';

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}${i}`);

describe('shares of the error rate', () => {
  it('the first start has the thresholds 329 and 33 of the specification', () => {
    expect(Math.round(Math.exp(logLevel(alphaOfStart(RELEASE_ALPHA.rollback, 1))))).toBe(329);
    expect(Math.round(Math.exp(logLevel(alphaOfStart(RELEASE_ALPHA.pause, 1))))).toBe(33);
  });

  it('all starts and epochs together stay below the whole (Basel: Σ 1/j² = π²/6)', () => {
    const sum = Array.from({ length: 20000 }, (_, i) => inverseSquareShare(i + 1)).reduce((a, b) => a + b, 0);
    expect(sum).toBeLessThan(1);
    expect(sum).toBeGreaterThan(0.9999);
  });

  it('one of nine core streams weighs 1/36, as the promised delay assumes', () => {
    const weights = streamWeights({
      core: names('core', 9),
      inputChecks: names('check', 60),
      segments: names('cell', 180),
    });
    expect(weights[0]).toEqual({ stream: 'core0', weight: 1 / 36 });
    expect(weights.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
  });

  it('leaves the share of an empty group unspent', () => {
    const weights = streamWeights({ core: names('core', 2), inputChecks: [], segments: [] });
    expect(weights.map(({ weight }) => weight)).toEqual([1 / 8, 1 / 8]);
  });
});

describe('merging by maximum', () => {
  it('names the stream that leads after weighting', () => {
    const light = { name: 'light', weight: 0.001, logEvidence: 6 };
    const heavy = { name: 'heavy', weight: 0.25, logEvidence: 2 };
    const merged = mergeByMaximum([light, heavy]);
    expect(merged.leader?.name).toBe('heavy');
    expect(merged.logEvidence).toBeCloseTo(2 + Math.log(0.25), 12);
    expect(mergeByMaximum([]).leader).toBeUndefined();
  });
});
