import { describe, expect, it } from '@jest/globals';
import type { Report } from '../../report/report.js';
import { live, NO_HISTORY, told, type History } from '../testing/history.js';
import { applied, contrast, report, traffic } from '../testing/report.js';

const AT = 4;
const release = applied(2, 'release', { version: 'v2', release: 'r1', target: 'v1', step: 0, share: 0.1 });
const route: Report['routes'][number] = {
  model: 'flights',
  revision: 2,
  release: 'r1',
  release_epoch: 2,
  roles: { v2: 'candidate', v1: 'control' },
  shares: { '*': { v2: 0.1, v1: 0.9 } },
  shadow: [],
  artifacts: { v1: 'aa', v2: 'bb' },
  step: 0,
  randomised_by: 'unit',
  decided_at: 0,
};

const serving = [
  ...traffic({ version: 'v2', role: 'candidate', n: 70, units: 70, revisions: [2] }),
  ...traffic({ version: 'v1', role: 'control', n: 600, units: 600, revisions: [2] }),
];

const canary = (hours: number, hour: (index: number) => Partial<Report>): History =>
  live(NO_HISTORY, AT + hours, (index) =>
    report(
      index,
      index < AT
        ? {}
        : { serving, ...(index === AT ? { ledger: [release], routes: [route] } : {}), ...hour(index) },
    ),
  );

/** A thousand units an hour in west, so many of them the candidate's, with `bad` errors among those. */
const divided = (candidate: number, bad = 0): Partial<Report> => ({
  contrasts: [contrast('error', [candidate, bad, 1_000 - candidate, 0])],
});
const assigned = (both: number): Partial<Report> => ({
  assignments: [{ release: 'r1', epoch: 1, stratum: 'west@2', candidate: 100, control: 900, both }],
});

describe('T9, traffic that is not divided as the route says', () => {
  it('holds the region where 14 % answered of the 10 % planned, and pages after three windows', () => {
    const found = canary(20, () => divided(140));
    const said = found.decisions.filter(({ rule }) => rule === 'T9');
    expect(said.map(({ scope, reason, vector }) => [scope, reason, vector.people[0]?.do])).toEqual([
      [['region=west'], 'not_converged', 'none'],
      [['region=west'], 'not_converged', 'page'],
    ]);
    expect(said[0]?.evidence[0]).toMatchObject({ kind: 'exact', statistic: 'log_e' });
    expect(said[0]?.headline).toBe('PAUSE');
    expect(said[1]?.paragraph).toContain('the candidate got 14 % of 4 000 units where the route plans 10 %');
  });

  it('lets a share inside the band of 10 % pass', () => {
    expect(told(canary(60, () => divided(108))).some((line) => line.includes('T9'))).toBe(false);
  });

  it('draws no contrast from that region while it lasts', () => {
    const found = canary(30, (index) => divided(140, index < AT + 15 ? 0 : 60));
    expect(found.decisions.some(({ rule }) => rule === 'T5')).toBe(false);
    const even = canary(30, (index) => divided(100, index < AT + 15 ? 0 : 60));
    expect(even.decisions.some(({ rule }) => rule === 'T5')).toBe(true);
  });

  it('is told by one in a thousand units met in both roles, of a thousand at least', () => {
    expect(told(canary(1, () => assigned(1)))).toContainEqual(expect.stringContaining('T9 not_converged'));
    const few: Partial<Report> = {
      assignments: [{ release: 'r1', epoch: 1, stratum: 'west@2', candidate: 90, control: 900, both: 9 }],
    };
    expect(told(canary(1, () => few)).some((line) => line.includes('T9'))).toBe(false);
  });

  it('counts units of all routes of a release together while they are too few to tell', () => {
    const of = (revision: number, both: number): Partial<Report> => ({
      assignments: [
        { release: 'r1', epoch: 1, stratum: `west@${revision}`, candidate: 60, control: 540, both },
      ],
    });
    const stepped = canary(2, (index) => of(index === AT ? 2 : 3, 6));
    expect(told(stepped)).toContainEqual(expect.stringContaining('T9 not_converged'));
    const kept = canary(2, (index) => of(index === AT ? 2 : 3, 0));
    expect(told(kept).some((line) => line.includes('T9'))).toBe(false);
  });

  it('is over when the next route is kept', () => {
    const next = { ...route, revision: 3, shares: { '*': { v2: 0.5, v1: 0.5 } } };
    const found = canary(40, (index) =>
      index < AT + 20
        ? divided(140)
        : {
            contrasts: [contrast('error', [500, 0, 500, 0], { stratum: 'west@3' })],
            routes: index === AT + 20 ? [next] : [],
          },
    );
    expect(last(found)).not.toMatchObject({ rule: 'T9' });
  });
});

const last = ({ decisions }: History) => decisions.at(-1);
