import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DRIFT_DISTANCES } from '../registry.js';
import { binCounts, categoryCounts, mergeCounts } from './bin-counts.js';
import { chiSquare, chiSquarePValue } from './chi-square.js';
import type { DistributionPair } from './distribution-pair.js';
import { freezeGrid } from './grid.js';
import { hellinger } from './hellinger.js';
import { jensenShannon } from './jensen-shannon.js';
import { kolmogorovSmirnov, kolmogorovSmirnovNoise } from './kolmogorov-smirnov.js';
import { populationStability } from './population-stability.js';
import { totalVariation } from './total-variation.js';
import { wasserstein } from './wasserstein.js';

// Reference set computed with scipy 1.17.1 (statref_scipy.json, "categorical"): counts, then PSI with shares floored
// at 1e-4, Jensen–Shannon base 2, Hellinger, total variation, chi-square of the contingency table and its p-value.
const CATEGORICAL: [string, number[], number[], number[]][] = [
  ['equal', [50, 30, 20], [50, 30, 20], [0, 0, 0, 0, 0, 1]],
  [
    'small shift',
    [500, 300, 200],
    [450, 330, 220],
    [
      0.010033534773107557, 0.042528250009916516, 0.035410830118304364, 0.05, 5.012531328320803,
      0.08157228949885938,
    ],
  ],
  [
    'new category',
    [60, 40, 0],
    [50, 30, 20],
    [
      1.566420764587036, 0.32932284475220647, 0.32537252646936626, 0.2, 22.337662337662337,
      1.4107116538983095e-5,
    ],
  ],
  ['disjoint', [10, 10, 0, 0], [0, 0, 10, 10], [17.03097950555591, 1, 1, 1, 40, 1.065509033425585e-8]],
  [
    'many rare',
    [900, 50, 20, 10, 8, 6, 4, 2],
    [400, 40, 20, 12, 10, 8, 6, 4],
    [
      0.08990836416583525, 0.12551290653385322, 0.10523702722142037, 0.1, 32.07212787212787,
      3.938423885565606e-5,
    ],
  ],
];

describe('categorical distances', () => {
  it.each(CATEGORICAL)('%s', (_, reference, current, expected) => {
    const pair = { reference, current };
    const statistic = chiSquare(pair);
    const got = [
      populationStability(pair),
      jensenShannon(pair),
      hellinger(pair),
      totalVariation(pair),
      statistic,
      chiSquarePValue(statistic, reference.length - 1),
    ];
    got.forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? NaN, 11));
  });

  it('counts what the reference never saw under other', () => {
    expect(categoryCounts(['a', 'b'], ['b', 'z', 'a', 'b', ''])).toEqual([1, 2, 2]);
  });
});

// The deterministic two samples published with the definitions of several tools (survey of peers, golden vectors):
// 5000 and 2000 exponential quantiles at golden-ratio points, the second stretched by 1.15.
const fraction = (x: number) => x - Math.floor(x);
const REFERENCE = Array.from(
  { length: 5000 },
  (_, i) => -Math.log(1 - fraction((i + 1) * 0.6180339887498949)),
);
const CURRENT = Array.from(
  { length: 2000 },
  (_, i) => -1.15 * Math.log(1 - fraction((i + 1) * 0.7548776662466927)),
);
const DEVIATION = 0.995839013556;

const on = (edges: readonly number[]): DistributionPair => ({
  reference: binCounts(edges, REFERENCE),
  current: binCounts(edges, CURRENT),
  edges,
  low: Math.min(...REFERENCE, ...CURRENT),
  high: Math.max(...REFERENCE, ...CURRENT),
});

function equalWidth(values: readonly number[], bins: number): number[] {
  const low = Math.min(...values);
  const width = (Math.max(...values) - low) / bins;
  return Array.from({ length: bins - 1 }, (_, i) => low + (i + 1) * width);
}

describe('numeric distances against the tools that define them', () => {
  const pooled = [...REFERENCE, ...CURRENT];

  it('Evidently 0.7.21: PSI and Jensen–Shannon in nats on 14 Sturges bins', () => {
    const pair = on(equalWidth(pooled, 14));
    expect(populationStability(pair)).toBeCloseTo(0.0192083127188, 12);
    expect(jensenShannon(pair) * Math.sqrt(Math.LN2)).toBeCloseTo(0.0497775524825, 12);
  });

  it('Azure ML: Jensen–Shannon base 2 and PSI with one added per bin, on 12 bins', () => {
    const pair = on(equalWidth(pooled, 12));
    expect(jensenShannon(pair)).toBeCloseTo(0.0596074568097, 12);
    expect(populationStability(pair, { kind: 'add', count: 1 })).toBeCloseTo(0.0213305923459, 12);
  });

  it('NannyML 0.13.1: Jensen–Shannon and Hellinger on 20 Doane bins of the reference and one for the rest', () => {
    const low = Math.min(...REFERENCE);
    const high = Math.max(...REFERENCE) * (1 + 1e-15);
    const { reference, current } = on([low, ...equalWidth(REFERENCE, 20), high]);
    const wrap = (counts: readonly number[]) => [
      ...counts.slice(1, -1),
      (counts[0] ?? 0) + (counts.at(-1) ?? 0),
    ];
    const pair = { reference: wrap(reference), current: wrap(current) };
    expect(jensenShannon(pair)).toBeCloseTo(0.0603675546794, 12);
    expect(hellinger(pair)).toBeCloseTo(0.0510907864872, 12);
  });

  it('scipy: Kolmogorov–Smirnov .0523, exact with an edge at every value', () => {
    expect(kolmogorovSmirnov(on([...new Set(pooled)].sort((a, b) => a - b)))).toBeCloseTo(0.0523, 12);
  });

  it('the frozen grid loses at most .024 of KS and .03 deviations of W1 (scipy: .0523, .150504619281)', () => {
    const pair = on(freezeGrid(REFERENCE));
    const exact = 0.0523;
    expect(kolmogorovSmirnov(pair)).toBeLessThanOrEqual(exact);
    expect(kolmogorovSmirnov(pair)).toBeGreaterThan(exact - 0.024);
    expect(Math.abs(wasserstein(pair) - 0.150504619281) / DEVIATION).toBeLessThan(0.03);
  });

  // statref_scipy.json, tiny_3_4 and disjoint_20
  it('W1 and KS are exact on fenced point masses', () => {
    const edges = [1, 1 + 1e-9, 2, 2 + 1e-9, 3, 3 + 1e-9, 4, 4 + 1e-9, 10];
    const reference = binCounts(edges, [1, 2, 3]);
    const current = binCounts(edges, [2, 3, 4, 10]);
    const pair = { reference, current, edges, low: 1, high: 10 };
    expect(wasserstein(pair)).toBeCloseTo(2.75, 7);
    expect(kolmogorovSmirnov(pair)).toBeCloseTo(0.5, 12);
  });
});

describe('noise floors', () => {
  it("Kolmogorov–Smirnov's is the mean of its limit law (scipy kstwobign.mean() = .8687311606)", () => {
    expect(kolmogorovSmirnovNoise({ reference: [1, 1], current: [1, 1] })).toBeCloseTo(0.8687311606, 9);
  });

  it('is what the distances show on average when both samples are drawn alike', () => {
    let state = 99;
    const uniform = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
    const edges = Array.from({ length: 19 }, (_, i) => (i + 1) / 20);
    const sample = (n: number) => binCounts(edges, Array.from({ length: n }, uniform));
    const pairs = Array.from({ length: 150 }, () => ({
      reference: sample(4000),
      current: sample(1000),
      edges,
      low: 0,
      high: 1,
    }));
    for (const [name, { distance, noiseFloor }] of Object.entries(DRIFT_DISTANCES)) {
      const mean = pairs.reduce((sum, pair) => sum + distance(pair) / noiseFloor(pair), 0) / pairs.length;
      expect([name, mean > 0.8 && mean < 1.1]).toEqual([name, true]);
    }
  });
});

describe('every registered distance', () => {
  const counts = fc
    .array(fc.nat({ max: 500 }), { minLength: 6, maxLength: 6 })
    .filter((bins) => bins.some((n) => n > 0));
  const edges = [1, 2, 3, 4, 5];
  const names = Object.keys(DRIFT_DISTANCES) as (keyof typeof DRIFT_DISTANCES)[];

  it.each(names)('%s is zero on equal shares, symmetric, and never negative', (name) => {
    const { distance } = DRIFT_DISTANCES[name];
    fc.assert(
      fc.property(counts, counts, (reference, current) => {
        const pair = { reference, current, edges, low: 0, high: 6 };
        const doubled = { ...pair, current: reference.map((n) => 2 * n) };
        expect(distance(doubled)).toBeCloseTo(0, 7);
        expect(distance(pair)).toBeGreaterThanOrEqual(0);
        expect(distance({ ...pair, reference: current, current: reference })).toBeCloseTo(distance(pair), 7);
      }),
    );
  });

  it('sees pooled rows where it sees merged counts', () => {
    const rows = fc.array(fc.double({ min: 0, max: 6, noNaN: true }), { maxLength: 50 });
    fc.assert(
      fc.property(rows, rows, (a, b) => {
        expect(mergeCounts(binCounts(edges, a), binCounts(edges, b))).toEqual(binCounts(edges, [...a, ...b]));
      }),
    );
  });
});
