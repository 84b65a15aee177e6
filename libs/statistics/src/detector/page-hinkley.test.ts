import { describe, expect, it } from '@jest/globals';
import { PAGE_HINKLEY_START, updatePageHinkley } from './page-hinkley.js';

const WORDS = 624;

/** MT19937 as numpy's legacy seed and Python's random.seed start it (Matsumoto, Nishimura 1998). */
function mersenne(seed: number, byArray: boolean): () => number {
  const mix = (x: number) => x ^ (x >>> 30);
  const state = new Uint32Array(WORDS);
  state[0] = byArray ? 19650218 : seed;
  for (let i = 1; i < WORDS; i++) state[i] = Math.imul(1812433253, mix(state[i - 1]!)) + i;
  if (byArray) {
    const wrap = (i: number) => (i >= WORDS ? ((state[0] = state[WORDS - 1]!), 1) : i);
    let i = 1;
    for (let k = 0; k < WORDS; k++, i = wrap(i + 1))
      state[i] = (state[i]! ^ Math.imul(mix(state[i - 1]!), 1664525)) + seed;
    for (let k = 0; k < WORDS - 1; k++, i = wrap(i + 1))
      state[i] = (state[i]! ^ Math.imul(mix(state[i - 1]!), 1566083941)) - i;
    state[0] = 0x80000000;
  }
  let at = WORDS;
  return () => {
    if (at === WORDS) {
      for (let k = 0; k < WORDS; k++) {
        const y = (state[k]! & 0x80000000) | (state[(k + 1) % WORDS]! & 0x7fffffff);
        state[k] = state[(k + 397) % WORDS]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
      }
      at = 0;
    }
    let y = state[at++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  };
}

function pythonChoice(next: () => number): (from: number, count: number) => number {
  return (from, count) => {
    const high = next() >>> 5;
    return from + Math.floor(((high * 67108864 + (next() >>> 6)) / 9007199254740992) * count);
  };
}

function signals(values: readonly number[]): number[] {
  let state = PAGE_HINKLEY_START;
  return values.flatMap((value, i) => {
    state = updatePageHinkley(state, value);
    return state.drift ? [i] : [];
  });
}

const stream = (draw: (from: number, count: number) => number, [from, count]: [number, number]) =>
  Array.from({ length: 2000 }, (_, i) => (i < 1000 ? draw(0, 2) : draw(from, count)));

describe('Page–Hinkley', () => {
  // online-ml/river, river/drift/page_hinkley.py docstring: random.Random(12345), signal at 1006
  it('signals where river does on its documented stream', () => {
    expect(signals(stream(pythonChoice(mersenne(12345, true)), [4, 4]))).toEqual([1006]);
  });

  // online-ml/river, river/drift/test_drift_detectors.py: numpy RandomState(12345) randint(2), randint(8): 1020, 1991
  it('starts anew after a signal, as in river’s regression test', () => {
    const next = mersenne(12345, false);
    expect(signals(stream((from, count) => from + (next() & (count - 1)), [0, 8]))).toEqual([1020, 1991]);
  });

  it('is silent on a constant stream', () => {
    expect(signals(new Array<number>(5000).fill(0.3))).toEqual([]);
  });
});
