import { describe, expect, it } from '@jest/globals';
import type { CheckCell } from '../../report/cells.js';
import { EPOCH, HOUR } from '../testing/contract.js';
import { live, NO_HISTORY, told } from '../testing/history.js';
import { applied, REGIONS, report, traffic } from '../testing/report.js';

/** Hours between a moment and the window where something began; the onset set reaches back 3 nats, never far. */
const hoursFrom = (ms: number | undefined, index: number): number => ((ms ?? 0) - EPOCH) / HOUR - index;

describe('a broken input', () => {
  const check = (k: number): CheckCell[] =>
    Object.entries(REGIONS).map(([region, n]) => ({
      check: 'null',
      feature: 'origin_rate',
      source: 'weather',
      region,
      role: 'sole',
      n,
      k: Math.round(n * k),
    }));
  const learnt = live(NO_HISTORY, 60, (index) => report(index, { checks: check(0.004) }));

  it('is quarantined from its onset on within six panes, and heals after six good ones', () => {
    const broken = live(learnt, 6, (index) => report(index, { checks: check(0.4) }));
    expect(broken.decisions.at(-1)).toMatchObject({
      headline: 'FIX_DATA',
      rule: 'T7',
      vector: { data: [{ do: 'quarantine', scope: ['source=weather'] }], model: [{ do: 'veto' }] },
    });
    const range = broken.decisions.at(-1)?.vector.data[0]?.range;
    expect(hoursFrom(range?.[0], 60)).toBeLessThanOrEqual(0);
    expect(hoursFrom(range?.[0], 60)).toBeGreaterThanOrEqual(-8);
    const healed = live(broken, 12, (index) => report(index, { checks: check(0.004) }));
    expect(told(healed).at(-1)).toBe('HOLD T22 quiet');
  });

  it('stays broken, and is not learnt from, while small windows are above the limit but prove nothing', () => {
    const few = (wrong: number, inEast = 0): CheckCell[] =>
      check(0).map((cell) => ({ ...cell, n: 5, k: cell.region === 'east' ? inEast : wrong }));
    const known = live(NO_HISTORY, 24 * 8, (index) => report(index, { checks: few(0) }));
    const broken = live(known, 12, (index) => report(index, { checks: few(3, 3) }));
    expect(told(broken).at(-1)).toBe('FIX_DATA T7 shared_break');
    // Two of fifteen: with a limit of .5 % chance gives that in .25 % of windows, which is not rare enough to be bad.
    const weak = live(broken, 24 * 4, (index) => report(index, { checks: few(1) }));
    expect(told(weak).at(-1)).toBe('FIX_DATA T7 shared_break');
    const healed = live(weak, 24, (index) => report(index, { checks: few(0) }));
    expect(told(healed).at(-1)).toBe('HOLD T22 quiet');
  });

  it('is one decision although regions open and heal one after the other', () => {
    const bad = (from: number, until: number) => (region: string, index: number) =>
      index >= (region === 'west' ? from + 1 : from) && index < (region === 'east' ? until + 5 : until);
    const broken = bad(60, 70);
    const uneven = live(learnt, 30, (index) =>
      report(index, {
        checks: check(0.004).map((cell) => ({ ...cell, k: broken(cell.region, index) ? 50 : cell.k })),
      }),
    );
    expect(told(uneven)).toEqual(['HOLD T22 quiet', 'FIX_DATA T7 shared_break', 'HOLD T22 quiet']);
  });

  it('of another form is set aside before any check: the records themselves are kept out, whatever is left of them', () => {
    const before = live(NO_HISTORY, 60, (index) => report(index));
    const refused = live(before, 6, (index) => report(index, { dead_letters: { bad_type: 300 } }));
    expect(refused.decisions.at(-1)).toMatchObject({
      headline: 'FIX_DATA',
      rule: 'T7',
      vector: {
        traffic: [{ do: 'hold' }],
        data: [{ do: 'quarantine', scope: ['all'] }],
        model: [{ do: 'veto' }],
        people: [{ do: 'page' }],
      },
    });
    expect(refused.decisions.at(-1)?.paragraph).toContain(
      'Records have far more unreadable forms than ever everywhere',
    );
    const others = live(before, 6, (index) => report(index, { dead_letters: { 'labels.v1.bad_type': 300 } }));
    expect(told(others)).toEqual(['HOLD T22 quiet']);
  });

  it('is named with its region and source where the others are well', () => {
    const west = live(learnt, 8, (index) =>
      report(index, {
        checks: check(0.004).map((cell) => (cell.region === 'west' ? { ...cell, k: 50 } : cell)),
      }),
    );
    expect(west.decisions.at(-1)).toMatchObject({
      headline: 'FIX_DATA',
      rule: 'T3',
      scope: ['region=west', 'source=weather'],
    });
  });

  it('is not the world’s fault when only the candidate meets it', () => {
    const roles = (k: number): CheckCell[] => [
      ...check(0.004).map((cell) => ({ ...cell, role: 'control' as const })),
      ...check(k).map((cell) => ({ ...cell, role: 'candidate' as const })),
    ];
    const candidateOnly = live(learnt, 8, (index) => report(index, { checks: roles(0.8) }));
    expect(told(candidateOnly)).toEqual(['HOLD T22 quiet']);
    const withoutIt = live(candidateOnly, 3, (index) => report(index, { checks: check(0.004) }));
    expect(told(withoutIt)).toEqual(['HOLD T22 quiet']);
  });

  it('is quarantined although a step of ours lies in its onset: a step moves answers, not inputs', () => {
    const step = applied(2, 'release', { version: 'v2', release: 'r1', target: 'v1', step: 0, share: 0.1 });
    const both = (k: number): CheckCell[] =>
      (['control', 'candidate'] as const).flatMap((role) => check(k).map((cell) => ({ ...cell, role })));
    const broken = live(learnt, 6, (index) =>
      report(index, {
        serving: [...traffic({ role: 'control' }), ...traffic({ role: 'candidate', version: 'v2' })],
        checks: both(0.4),
        ledger: index === 60 ? [step] : [],
      }),
    );
    expect(broken.decisions.at(-1)).toMatchObject({
      rule: 'T7',
      vector: { traffic: [{ do: 'hold' }], data: [{ do: 'quarantine' }] },
      changes: [{ kind: 'release' }],
    });
  });

  it('is found where a window has too few rows to learn from alone', () => {
    const few = (k: number): CheckCell[] =>
      check(k).map((cell) => ({ ...cell, n: 20, k: Math.round(20 * k) }));
    const serving = traffic({ n: 20 });
    const known = live(NO_HISTORY, 60, (index) => report(index, { serving, checks: few(0) }));
    const broken = live(known, 6, (index) => report(index, { serving, checks: few(0.5) }));
    expect(told(broken).at(-1)).toBe('FIX_DATA T7 shared_break');
  });

  it('is not suspected for one bad pane', () => {
    const once = live(learnt, 3, (index) => report(index, { checks: check(index === 60 ? 0.4 : 0.004) }));
    expect(told(once)).toEqual(['HOLD T22 quiet']);
  });
});
