import { describe, expect, it } from '@jest/globals';
import { alignLabels } from './alignment.js';

const cell = (n: number, share: number) => ({
  n,
  positives: n * share,
  historyN: 20_000,
  historyPositives: 2_000,
});

describe('label fault or world', () => {
  it('a jump that also hits events from before T follows the labels', () => {
    expect(alignLabels(cell(800, 0.3), cell(800, 0.3))).toBe('label_fault');
    expect(alignLabels(cell(800, 0.02), cell(800, 0.01))).toBe('label_fault');
  });

  it('a jump that spares events from before T is the world', () => {
    expect(alignLabels(cell(800, 0.1), cell(800, 0.3))).toBe('world');
    expect(alignLabels(cell(800, 0.1), cell(800, 0.02))).toBe('world');
  });

  it('stays undecided below 50 labels, near one half, and without a jump', () => {
    expect(alignLabels(cell(40, 0.5), cell(800, 0.3))).toBe('undecided');
    expect(alignLabels(cell(100, 0.19), cell(100, 0.3))).toBe('undecided');
    expect(alignLabels(cell(800, 0.1), cell(800, 0.1))).toBe('undecided');
  });
});
