import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ONSET_START, onsetSet, updateOnset } from './onset.js';
import type { OnsetState } from './onset.js';

const fold = (factors: readonly number[]): OnsetState =>
  factors.reduce((state, factor, window) => updateOnset(state, window, factor), ONSET_START);

describe('onset set', () => {
  it('a sharp change has one candidate: the first changed window', () => {
    expect(onsetSet(fold([-4, -4, -4, 5, 5]))).toEqual({ from: 3, to: 3 });
  });

  it('an unclear beginning spans the windows within 3 nats, by hand', () => {
    // prefixes before windows 0…5: 0, −4, −5, −4.5, −3, .5; within 3 of −5: windows 1 to 4
    expect(onsetSet(fold([-4, -1, 0.5, 1.5, 3.5, 4]))).toEqual({ from: 1, to: 4 });
  });

  it('holds exactly the windows whose prefix is within 3 nats of the least, while they fit', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 1, maxLength: 30 }), (tenths) => {
        const factors = tenths.map((tenth) => tenth / 10);
        const prefixes = factors.map((_, i) => factors.slice(0, i).reduce((a, b) => a + b, 0));
        const least = Math.min(...prefixes);
        const within = prefixes.flatMap((prefix, i) => (prefix <= least + 3 + 1e-9 ? [i] : []));
        const candidates = fold(factors).candidates.map(({ window }) => window);
        expect(candidates.filter((window) => !within.includes(window))).toEqual([]);
        expect(candidates).toContain(prefixes.indexOf(least));
      }),
    );
  });

  it('keeps at most 32 candidates, the first and the last always', () => {
    const state = fold(Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? 0.1 : -0.1)));
    expect(state.candidates).toHaveLength(32);
    expect(onsetSet(state)).toEqual({ from: 0, to: 199 });
  });

  it('is empty before any window', () => {
    expect(onsetSet(ONSET_START)).toBeUndefined();
  });
});
