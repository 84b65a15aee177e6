import { describe, expect, it } from '@jest/globals';
import type { CheckCell, DriftCell, RecentDrift } from '../../report/cells.js';
import { EPOCH, HOUR } from '../testing/contract.js';
import { live, NO_HISTORY, told } from '../testing/history.js';
import { applied, REGIONS, report } from '../testing/report.js';

const QUIET: RecentDrift = { psi: 0.01, psi_noise: 0.01, step_psi: 0.01, day_psi: 0.01 };
/** The first hour behind a step, and the hours after it. */
const STEPPED: RecentDrift = { psi: 0.6, psi_noise: 0.01, step_psi: 0.7, day_psi: 0.5 };
const STAYED: RecentDrift = { ...STEPPED, step_psi: 0.02 };

const drift = (
  index: number,
  feature: string,
  recent: RecentDrift | null,
  cell: Partial<DriftCell> = {},
) => ({
  feature,
  source: 'schedule',
  region: 'all',
  over: [EPOCH + (index - 1) * HOUR, EPOCH + index * HOUR] as const,
  n: 700,
  psi: 0.1,
  psi_noise: 0.01,
  js: 0,
  ks: null,
  ks_noise: null,
  recent,
  ...cell,
});
const STEP_AT = 30;
const levels = (index: number): RecentDrift =>
  index < STEP_AT ? QUIET : index === STEP_AT ? STEPPED : STAYED;
/** Hours of one or more inputs whose recent past is what `of` says of each hour. */
const hours = (count: number, cells: (index: number) => DriftCell[]) =>
  live(NO_HISTORY, count, (index) => report(index, { drift: index === 0 ? [] : cells(index) }));

describe('T8, an abrupt step inside the legal range', () => {
  const stepped = hours(STEP_AT + 3, (index) => [drift(index, 'distance', levels(index))]);
  const decision = stepped.decisions.at(-1);

  it('holds, suspects the input from the step on, learns nothing and writes a ticket, after two windows', () => {
    expect(decision).toMatchObject({
      headline: 'FIX_DATA',
      rule: 'T8',
      reason: 'data_suspect',
      window: [EPOCH + (STEP_AT + 1) * HOUR, EPOCH + (STEP_AT + 2) * HOUR],
      vector: {
        traffic: [{ do: 'hold', scope: ['all'] }],
        data: [
          {
            do: 'suspect',
            scope: ['feature=distance'],
            range: [EPOCH + (STEP_AT - 1) * HOUR, EPOCH + (STEP_AT + 1) * HOUR],
          },
        ],
        model: [{ do: 'veto', scope: ['all'] }],
        people: [{ do: 'ticket', scope: ['all'] }],
      },
    });
    expect(decision?.paragraph).toContain('Distance (PSI 0.6 against its recent past');
  });

  it('is said of few rows too, whose windows chance alone keeps further apart than .1', () => {
    // 370 rows in 40 bins: (40 − 1)/370 = .105 against the pooled past, and twice that between two windows.
    const few = (index: number): RecentDrift => ({
      psi: index < STEP_AT ? 0.11 : 0.9,
      psi_noise: 0.105,
      step_psi: index === STEP_AT ? 1.1 : 0.22,
      day_psi: index < STEP_AT ? 0.21 : 1,
    });
    expect(told(hours(STEP_AT + 3, (index) => [drift(index, 'distance', few(index))])).at(-1)).toBe(
      'FIX_DATA T8 data_suspect',
    );
  });

  it('is said although nights of a dozen rows are far from everything: chance is not what an input usually does', () => {
    const nightly = (index: number): RecentDrift =>
      index < STEP_AT && index % 24 < 6 ? { ...QUIET, psi: 2, psi_noise: 0.9, day_psi: 2 } : levels(index);
    expect(told(hours(STEP_AT + 3, (index) => [drift(index, 'distance', nightly(index))])).at(-1)).toBe(
      'FIX_DATA T8 data_suspect',
    );
  });

  it('is dated by the first window of the change where it takes two to settle', () => {
    const halfway = (index: number): RecentDrift => ({
      ...levels(index),
      ...(index === STEP_AT + 1 ? { step_psi: 0.3 } : {}),
    });
    const settled = hours(STEP_AT + 4, (index) => [drift(index, 'distance', halfway(index))]);
    expect(settled.decisions.at(-1)?.vector.data[0]?.range?.[0]).toBe(EPOCH + (STEP_AT - 1) * HOUR);
  });

  it('reads as PAUSE nowhere but in a release', () => {
    const release = applied(2, 'release', {
      version: 'v2',
      release: 'r1',
      target: 'v1',
      step: 0,
      share: 0.1,
    });
    const inRelease = live(NO_HISTORY, STEP_AT + 3, (index) =>
      report(index, {
        drift: [drift(index, 'distance', levels(index))],
        ledger: index === 20 ? [release] : index === 0 ? [applied(1, 'release', { share: 1 })] : [],
      }),
    );
    expect(told(inRelease).at(-1)).toBe('PAUSE T8 data_suspect');
  });

  it('names the source when two or more inputs of one source stepped, however many', () => {
    const five = hours(STEP_AT + 3, (index) =>
      ['a', 'b', 'c', 'd', 'e'].map((feature) => drift(index, feature, levels(index))),
    );
    expect(five.decisions.at(-1)?.vector.data).toMatchObject([{ scope: ['source=schedule'] }]);
  });

  it.each([
    ['a spike of one window', (index: number) => (index === STEP_AT ? STEPPED : QUIET)],
    ['a slope too gentle for its noise', (index: number) => ({ ...levels(index), step_psi: 0.05 })],
    ['a slope', (index: number) => (index < STEP_AT ? QUIET : { ...STEPPED, step_psi: 0.15 })],
    ['what yesterday did at the same hours', (index: number) => ({ ...levels(index), day_psi: 0.05 })],
    [
      'what it has done shortly before',
      (index: number) => (index === STEP_AT - 6 ? { ...STEPPED, psi: 0.5 } : levels(index)),
    ],
    ['what is below three times its noise', (index: number) => ({ ...levels(index), psi_noise: 0.25 })],
  ])('is not said of %s', (_, of) => {
    expect(told(hours(STEP_AT + 6, (index) => [drift(index, 'distance', of(index))]))).toEqual([
      'HOLD T22 quiet',
    ]);
  });

  it('is not said when a region of 300 rows does not take part, nor of more than three inputs of several sources', () => {
    const regional = hours(STEP_AT + 6, (index) => [
      drift(index, 'distance', levels(index)),
      drift(index, 'distance', QUIET, { region: 'east' }),
    ]);
    expect(told(regional)).toEqual(['HOLD T22 quiet']);
    const season = hours(STEP_AT + 6, (index) =>
      ['a', 'b', 'c', 'd'].map((feature) => drift(index, feature, levels(index), { source: feature })),
    );
    expect(told(season)).toEqual(['HOLD T22 quiet']);
  });

  it('is left to the input check when one of the input is open', () => {
    const nulls = (k: number): CheckCell[] =>
      Object.entries(REGIONS).map(([region, n]) => ({
        check: 'null',
        feature: 'distance',
        source: 'schedule',
        region,
        role: 'sole',
        n,
        k: Math.round(n * k),
      }));
    const both = live(NO_HISTORY, 70, (index) =>
      report(index, {
        checks: nulls(index < 60 ? 0.004 : 0.4),
        drift: [drift(index, 'distance', index < 62 ? QUIET : index === 62 ? STEPPED : STAYED)],
      }),
    );
    expect(told(both).at(-1)).toBe('FIX_DATA T7 shared_break');
  });

  it('is over when the new level has become the past', () => {
    const healed = live(stepped, 8, (index) => report(index, { drift: [drift(index, 'distance', QUIET)] }));
    expect(told(healed).at(-1)).toBe('HOLD T22 quiet');
  });
});
