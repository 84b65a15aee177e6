import { describe, expect, it } from '@jest/globals';
import { growthRate } from '../promotion/growth-rate.js';
import { logLevel } from './alpha-ledger.js';
import { updateContrast } from './contrast.js';
import type { StratumCounts } from './odds-contrast.js';
import { SPAWNING_START, spawningLogEvidence } from './spawning.js';
import type { SpawningState } from './spawning.js';

/** Numerical Recipes' 32-bit congruential generator: a seeded stream that is the same everywhere. */
function uniforms(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

function drawn(random: () => number, n: number, rate: number): number {
  let k = 0;
  for (let i = 0; i < n; i++) if (random() < rate) k++;
  return k;
}

function window(random: () => number, [na, nb]: [number, number], [pa, pb]: [number, number]): StratumCounts {
  return { candidate: { n: na, k: drawn(random, na, pa) }, control: { n: nb, k: drawn(random, nb, pb) } };
}

const MARGIN = 1.1;

describe('contrast over time', () => {
  it('A/A with a base rate that swings: one stream at α .05 alarms in at most 5 % of releases', () => {
    const random = uniforms(20260101);
    let alarms = 0;
    for (let release = 0; release < 300; release++) {
      let state: SpawningState = SPAWNING_START;
      for (let t = 0; t < 40; t++) {
        const rate = 0.08 + 0.06 * Math.sin(t / 4);
        state = updateContrast(state, { strata: [window(random, [20, 60], [rate, rate])], margin: MARGIN });
        if (spawningLogEvidence(state) >= logLevel(0.05)) {
          alarms++;
          break;
        }
      }
    }
    // P(more than 27 of 300 at 5 %) < .002 (scipy binom.sf(27, 300, .05) = .0013)
    expect(alarms).toBeLessThanOrEqual(27);
  });

  it('finds 5 → 10 % after about 11.3/g candidate units (G4), within 30 % in the median', () => {
    const random = uniforms(7);
    const level = Math.log(329) + Math.log(36);
    const needed =
      (level + Math.log(7)) /
      growthRate({ controlRate: 0.05, odds: 2.1, margin: MARGIN, candidateShare: 0.1 });
    const candidateRate = (2.1 * 0.05) / (1 + 1.1 * 0.05);
    const delays = Array.from({ length: 41 }, () => {
      let state: SpawningState = SPAWNING_START;
      let units = 0;
      while (spawningLogEvidence(state) < level && units < 20_000) {
        state = updateContrast(state, {
          strata: [window(random, [50, 450], [candidateRate, 0.05])],
          margin: MARGIN,
        });
        units += 50;
      }
      return units;
    }).sort((a, b) => a - b);
    expect((delays[20] ?? 0) / needed).toBeGreaterThan(0.7);
    expect((delays[20] ?? 0) / needed).toBeLessThan(1.3);
  });

  it('is not blinded by a long healthy past', () => {
    const random = uniforms(11);
    let state: SpawningState = SPAWNING_START;
    for (let t = 0; t < 300; t++) {
      state = updateContrast(state, { strata: [window(random, [100, 100], [0.05, 0.05])], margin: MARGIN });
    }
    let delay = 0;
    while (spawningLogEvidence(state) < logLevel(0.005) && delay < 100) {
      state = updateContrast(state, { strata: [window(random, [100, 100], [0.15, 0.05])], margin: MARGIN });
      delay++;
    }
    // ln(200·300·301)+ln 7 = 18.7 nats at about 3.3 nats a window
    expect(delay).toBeLessThanOrEqual(12);
  });

  it('a candidate that serves mostly the bad region is cleared by strata, where pooled counts would convict it', () => {
    const random = uniforms(5);
    let stratified: SpawningState = SPAWNING_START;
    let pooled: SpawningState = SPAWNING_START;
    for (let t = 0; t < 60; t++) {
      const good = window(random, [20, 180], [0.05, 0.05]);
      const bad = window(random, [80, 20], [0.2, 0.2]);
      const sum = (role: 'candidate' | 'control') => ({
        n: good[role].n + bad[role].n,
        k: good[role].k + bad[role].k,
      });
      stratified = updateContrast(stratified, { strata: [good, bad], margin: MARGIN });
      pooled = updateContrast(pooled, {
        strata: [{ candidate: sum('candidate'), control: sum('control') }],
        margin: MARGIN,
      });
    }
    expect(spawningLogEvidence(stratified)).toBeLessThan(0);
    expect(spawningLogEvidence(pooled)).toBeGreaterThan(logLevel(0.005));
  });

  it('spends no weight on windows that carry nothing', () => {
    const empty: StratumCounts = { candidate: { n: 100, k: 0 }, control: { n: 100, k: 0 } };
    expect(updateContrast(SPAWNING_START, { strata: [empty], margin: MARGIN })).toBe(SPAWNING_START);
  });

  it('resumes from its stored state to the same bytes', () => {
    const random = uniforms(3);
    const strata = Array.from({ length: 6 }, () => [window(random, [40, 90], [0.2, 0.1])]);
    const fold = (resume: (state: SpawningState) => SpawningState) =>
      strata.reduce(
        (state, window) => updateContrast(resume(state), { strata: window, margin: MARGIN }),
        SPAWNING_START,
      );
    const restarted = fold((state) => JSON.parse(JSON.stringify(state)) as SpawningState);
    expect(JSON.stringify(restarted)).toBe(JSON.stringify(fold((state) => state)));
  });
});
