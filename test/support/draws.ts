import { logChoose, logGamma } from '@checkride/statistics/numerics/log-gamma';

/** Random numbers for simulations of many millions of draws, the same at every run of a seed. */
export interface Draws {
  /** In [0, 1), 32 bits. */
  uniform(): number;
  /** Successes among n trials of probability p. */
  binomial(n: number, p: number): number;
  /** Events of a Poisson law. */
  poisson(mean: number): number;
}

const SEEDED = 4;
const FROM_ZERO_BELOW = 10;

/** Four words from one seed by SplitMix32's mixing: seeds side by side start far apart. */
function words(seed: number): Int32Array {
  const state = new Int32Array(SEEDED);
  let counter = seed | 0;
  for (let i = 0; i < SEEDED; i++) {
    counter = (counter + 0x9e3779b9) | 0;
    let mixed = Math.imul(counter ^ (counter >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    state[i] = mixed ^ (mixed >>> 15);
  }
  return state;
}

/** The draws of a seed: xoshiro128** (Blackman, Vigna 2018), whose period of 2^128 no simulation wraps around. */
export function createDraws(seed: number): Draws {
  let [a = 0, b = 0, c = 0, d = 1] = words(seed);
  const uniform = (): number => {
    const scaled = Math.imul(b, 5);
    const result = Math.imul((scaled << 7) | (scaled >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result / 2 ** 32;
  };

  /** Inversion outwards from the mode: about as many steps as the law has standard deviations' worth of values. */
  const outwards = (
    mode: number,
    least: number,
    most: number,
    atMode: number,
    ratio: (k: number) => number,
  ): number => {
    let left = uniform() - atMode;
    let [up, down] = [mode, mode];
    let [massUp, massDown] = [atMode, atMode];
    while (left >= 0 && (up < most || down > least)) {
      if (up < most) {
        up += 1;
        massUp *= ratio(up);
        left -= massUp;
        if (left < 0) return up;
      }
      if (down > least) {
        massDown /= ratio(down);
        down -= 1;
        left -= massDown;
        if (left < 0) return down;
      }
      if (massUp < 1e-18 && massDown < 1e-18) break;
    }
    return mode;
  };

  const fromZero = (most: number, atZero: number, ratio: (k: number) => number): number => {
    let k = 0;
    let mass = atZero;
    let left = uniform() - mass;
    while (left >= 0 && k < most) {
      k += 1;
      mass *= ratio(k);
      left -= mass;
      if (mass < 1e-18) break;
    }
    return k;
  };

  return {
    uniform,
    binomial(n, p) {
      if (n <= 0 || p <= 0) return 0;
      if (p >= 1) return n;
      if (p > 0.5) return n - this.binomial(n, 1 - p);
      const odds = p / (1 - p);
      const ratio = (k: number): number => ((n - k + 1) / k) * odds;
      if (n * p < FROM_ZERO_BELOW) return fromZero(n, Math.exp(n * Math.log1p(-p)), ratio);
      const mode = Math.floor((n + 1) * p);
      const atMode = Math.exp(logChoose(n, mode) + mode * Math.log(p) + (n - mode) * Math.log1p(-p));
      return outwards(mode, 0, n, atMode, ratio);
    },
    poisson(mean) {
      if (mean <= 0) return 0;
      const ratio = (k: number): number => mean / k;
      if (mean < FROM_ZERO_BELOW) return fromZero(Infinity, Math.exp(-mean), ratio);
      const mode = Math.floor(mean);
      const atMode = Math.exp(mode * Math.log(mean) - mean - logGamma(mode + 1));
      return outwards(mode, 0, Infinity, atMode, ratio);
    },
  };
}
