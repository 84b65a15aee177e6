import { describe, expect, it } from '@jest/globals';
import { clusteredMean } from './clustered-mean.js';
import { CONDITIONAL_BINS, conditionalRisk, freezeConditionalReference } from './conditional-risk.js';
import type { ReferenceCellDay } from './conditional-risk.js';
import { checkSupport, hasSupport } from './support.js';

const risk = (bin: number) => 0.01 * (bin + 1);

function reference(n: (region: string, bin: number) => number): ReferenceCellDay[] {
  return Array.from({ length: 14 }, (_, day) =>
    ['eu', 'us'].flatMap((region) =>
      Array.from({ length: CONDITIONAL_BINS }, (_, bin) => {
        const rows = n(region, bin);
        const wobble = day % 2 === 0 ? 1.1 : 0.9;
        return { day, region, bin, n: rows, sum: rows * risk(bin) * (region === 'us' ? 2 : 1) * wobble };
      }),
    ),
  ).flat();
}

describe('risk expected from the scores alone', () => {
  const full = freezeConditionalReference(reference(() => 50));

  it('weighs the cells by the batch: m = Σ q_g R(g), by hand', () => {
    const { risk: m } = conditionalRisk(full, [
      { region: 'eu', bin: 0, n: 30 },
      { region: 'us', bin: 9, n: 10 },
    ]);
    expect(m).toBeCloseTo(0.75 * 0.01 + 0.25 * 0.2, 12);
  });

  it('a shift towards riskier scores raises it; a batch of the reference’s own mix gives the reference’s mean', () => {
    const all = reference(() => 50);
    const mean = clusteredMean(all).mean;
    const mix = all.filter(({ day }) => day === 0).map(({ region, bin, n }) => ({ region, bin, n }));
    expect(conditionalRisk(full, mix).risk).toBeCloseTo(mean, 12);
    expect(
      conditionalRisk(
        full,
        mix.filter(({ bin }) => bin > 10),
      ).risk,
    ).toBeGreaterThan(mean);
  });

  it('its error is the error by day of the reference when the batch has the reference’s mix', () => {
    const days = Array.from({ length: 14 }, (_, day) => {
      const rows = reference(() => 50).filter((cell) => cell.day === day);
      return { n: rows.length * 50, sum: rows.reduce((sum, cell) => sum + cell.sum, 0) };
    });
    const mix = reference(() => 50).filter(({ day }) => day === 0);
    expect(conditionalRisk(full, mix).standardError).toBeCloseTo(clusteredMean(days).standardError, 12);
  });

  it('a cell below 200 labels is pooled over regions, then with its neighbours', () => {
    // 14 days: 10 a day are 140 in eu and 840 over both regions; bin 5 has 2 a day everywhere: 56 rows in all
    const thin = freezeConditionalReference(
      reference((region, bin) => (bin === 5 ? 2 : region === 'eu' && bin === 3 ? 10 : 50)),
    );
    const cell = (region: string, bin: number) =>
      thin.cells.find((c) => c.region === region && c.bin === bin)!;
    expect(cell('us', 3).risk).toBeCloseTo(2 * risk(3), 12);
    expect(cell('eu', 3).risk).toBeCloseTo((10 * risk(3) + 50 * 2 * risk(3)) / 60, 12);
    const around = 50 * risk(4) * 3 + 2 * risk(5) * 3 + 50 * risk(6) * 3;
    expect(cell('eu', 5).risk).toBeCloseTo(around / 204, 12);
    expect(cell('eu', 5).rows).toBe(28);
  });

  it('an unknown region is expected to behave as the mean of the known', () => {
    expect(conditionalRisk(full, [{ region: 'ap', bin: 4, n: 10 }]).risk).toBeCloseTo(1.5 * risk(4), 12);
  });
});

describe('support', () => {
  it('a cell is known from 20 rows of its own on', () => {
    expect([0, 19, 20, 200].map(hasSupport)).toEqual([false, false, true, true]);
  });

  it('units are out of support when the Wilson lower bound of their share is above 5 %', () => {
    // Wilson 95 % of 20/200: [.0657, .1494] (scipy 1.17.1 binomtest)
    const check = checkSupport(20, 200);
    expect(check.share).toBeCloseTo(0.1, 12);
    expect(check.lowerBound).toBeCloseTo(0.0657, 4);
    expect(check.outOfSupport).toBe(true);
  });

  it('needs more than a few strays', () => {
    expect(checkSupport(10, 100).outOfSupport).toBe(true);
    expect(checkSupport(5, 100).outOfSupport).toBe(false);
    expect(checkSupport(0, 0).outOfSupport).toBe(false);
  });
});
