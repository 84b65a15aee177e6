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
    expect(alignLabels(cell(800, 0.3), cell(800, 0.3)).alignment).toBe('label_fault');
    expect(alignLabels(cell(800, 0.02), cell(800, 0.01)).alignment).toBe('label_fault');
  });

  it('a jump that spares events from before T is the world', () => {
    expect(alignLabels(cell(800, 0.1), cell(800, 0.3)).alignment).toBe('world');
    expect(alignLabels(cell(800, 0.1), cell(800, 0.02)).alignment).toBe('world');
  });

  it('stays undecided below 50 labels, near one half, and without a jump', () => {
    expect(alignLabels(cell(40, 0.5), cell(800, 0.3)).alignment).toBe('undecided');
    expect(alignLabels(cell(100, 0.19), cell(100, 0.3)).alignment).toBe('undecided');
    expect(alignLabels(cell(800, 0.1), cell(800, 0.1)).alignment).toBe('undecided');
  });

  it('stays undecided where only the earlier events differ: labels that broke at T are all labels of events since', () => {
    expect(alignLabels(cell(800, 0.15), cell(4000, 0.105)).alignment).toBe('undecided');
  });
});

it('tells the shifts it compared, by hand: .3 − .1 of both, z = .2/√(.3·.7/800 + .1·.9/20 000)', () => {
  const { before, after, z } = alignLabels(cell(800, 0.3), cell(800, 0.3));
  expect([before, after]).toEqual([expect.closeTo(0.2, 12), expect.closeTo(0.2, 12)]);
  expect(z).toBeCloseTo(0.2 / Math.sqrt(0.21 / 800 + 0.09 / 20_000), 9);
});
