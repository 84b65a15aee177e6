import { describe, expect, it } from '@jest/globals';
import type { CheckCell, ExaminationCell, ServingCell } from '../../report/cells.js';
import type { Report } from '../../report/report.js';
import { EPOCH, HOUR, testContract, testPolicy } from '../testing/contract.js';
import { live, NO_HISTORY, told, type History } from '../testing/history.js';
import { applied, REGIONS, report, traffic } from '../testing/report.js';

const AT = 10;
const DAY_1 = [EPOCH, EPOCH + 24 * HOUR] as const;

const routes: Report['routes'] = [
  {
    model: 'flights',
    revision: 1,
    release: 'none',
    release_epoch: 1,
    roles: { v7: 'sole' },
    shares: { '*': { v7: 1 } },
    shadow: [],
    artifacts: { v5: 'five', v6: 'six', v7: 'seven' },
    step: -1,
    randomised_by: 'request',
    decided_at: 0,
  },
];

const served = (of: (region: string, n: number) => Partial<ServingCell> = () => ({})): ServingCell[] =>
  traffic({ version: 'v7' }).map((cell) => ({
    ...cell,
    artifacts: { seven: cell.n },
    ...of(cell.region, cell.n),
  }));
const inWest = (cell: Partial<ServingCell>) => (region: string) => (region === 'west' ? cell : {});

/** v7 after v6, both registered; from window AT on what `hour` adds. */
const history = (hours: number, hour: (index: number) => Partial<Report>, policy = testPolicy()): History =>
  live(NO_HISTORY, AT + hours, (index) =>
    report(index, {
      serving: served(),
      ...(index === 0
        ? {
            policy,
            routes,
            ledger: [
              applied(1, 'complete', { version: 'v6', share: 1 }),
              applied(2, 'complete', { version: 'v7', share: 1 }),
            ],
          }
        : {}),
      ...(index >= AT ? hour(index) : {}),
    }),
  );

const examination = (cell: Partial<ExaminationCell> = {}): ExaminationCell => ({
  kind: 'replay',
  over: DAY_1,
  region: 'west',
  version: 'v7',
  n: 2_000,
  mismatches: 762,
  since: EPOCH + 5 * HOUR,
  answered_by: { v7: 1_238, v6: 759 },
  instances: { 'west-1': [500, 0], 'west-2': [400, 390], 'west-3': [400, 372] },
  ...cell,
});

const examined =
  (cell: Partial<ExaminationCell>, more: Partial<Report> = {}) =>
  (index: number): Partial<Report> =>
    index === AT ? { ...more, examinations: [examination(cell)] } : more;

const last = ({ decisions }: History) => decisions.at(-1);

describe('T1, answers that another artifact made', () => {
  const claimed = (k: number, artifact = 'six') =>
    served(inWest({ artifacts: { seven: 120 - k, [artifact]: k } }));

  it('goes back in the one region that names the artifact of another version, two windows running', () => {
    const found = history(2, () => ({ serving: claimed(40) }));
    expect(told(found)).toEqual(['HOLD T22 quiet', 'ROLLBACK T1 wrong_artifact']);
    expect(last(found)).toMatchObject({
      scope: ['region=west'],
      target: { version: 'v6', verified: true },
      onset: [EPOCH + AT * HOUR, EPOCH + (AT + 1) * HOUR],
      vector: { traffic: [{ do: 'rollback' }], model: [{ do: 'veto' }], people: [{ do: 'page' }] },
    });
    expect(last(found)?.evidence[0]).toMatchObject({
      kind: 'deterministic',
      value: 40,
      threshold: 10,
      counts: { n: 120, mismatches: 40, 'answered_by.v6': 40 },
    });
  });

  it('says nothing of nine such rows, nor of one window of many', () => {
    expect(told(history(6, () => ({ serving: claimed(9) })))).toEqual(['HOLD T22 quiet']);
    expect(told(history(6, (index) => ({ serving: claimed(index === AT ? 120 : 0) })))).toEqual([
      'HOLD T22 quiet',
    ]);
  });

  it('goes back to the version before when nobody knows the artifact', () => {
    const found = history(2, () => ({ serving: claimed(120, 'unknown') }));
    expect(last(found)).toMatchObject({ rule: 'T1', target: { version: 'v6' } });
  });

  it('is everywhere when every region heard names it', () => {
    const found = history(2, () => ({ serving: served((_, n) => ({ artifacts: { six: n } })) }));
    expect(last(found)).toMatchObject({ rule: 'T1', scope: ['all'] });
  });

  it('names who answered, since when and which instances, from logged rows scored again', () => {
    const found = history(2, examined({}));
    expect(last(found)).toMatchObject({
      headline: 'ROLLBACK',
      rule: 'T1',
      scope: ['region=west'],
      target: { version: 'v6' },
      onset: [EPOCH + 5 * HOUR, DAY_1[1]],
    });
    const { paragraph = '' } = last(found) ?? {};
    expect(paragraph).toContain(
      'In region west 38.1 % of the answers labelled v7 were not made by v7: of 2 000 logged requests scored again 61.9 % agree with v7, and 759 of the 762 others with v6.',
    );
    expect(paragraph).toContain('Instances concerned: west-2 (390), west-3 (372).');
    expect(paragraph).toContain('Since 2001-01-01 05:00.');
    expect(paragraph).toContain('Certain: counted, mismatches 762, limit 10 (deterministic).');
  });

  it('stands until the next examination of that region is clean', () => {
    const found = history(8, (index) =>
      index === AT
        ? { examinations: [examination()] }
        : index === AT + 6
          ? {
              examinations: [
                examination({ mismatches: 0, since: null, answered_by: { v7: 2_000 }, instances: {} }),
              ],
            }
          : {},
    );
    expect(told(found)).toEqual(['HOLD T22 quiet', 'ROLLBACK T1 wrong_artifact', 'HOLD T22 quiet']);
  });

  it('lets ten mismatches of 2 000 pass, as the limit says', () => {
    expect(told(history(3, examined({ mismatches: 10 })))).toEqual(['HOLD T22 quiet']);
  });

  it('adds probes up until they prove it', () => {
    const probes = (index: number): Partial<Report> => ({
      examinations: [
        examination({
          kind: 'probe',
          over: [EPOCH + index * HOUR, EPOCH + (index + 1) * HOUR],
          n: 8,
          mismatches: 4,
          answered_by: { v7: 4, v6: 4 },
        }),
      ],
    });
    expect(told(history(2, probes))).toEqual(['HOLD T22 quiet']);
    expect(told(history(3, probes)).at(-1)).toBe('ROLLBACK T1 wrong_artifact');
  });

  it('forgets probes of before once enough of them come back right', () => {
    const probes = (index: number): Partial<Report> => {
      const mismatches = index < AT + 4 ? 4 : 0;
      return {
        examinations: [examination({ kind: 'probe', n: 8, mismatches, answered_by: { v6: mismatches } })],
      };
    };
    expect(told(history(8, probes)).at(-1)).toBe('HOLD T22 quiet');
  });
});

describe('T2, the right artifact in another surrounding', () => {
  const other = served(inWest({ runtimes: { 'image-b': 120 } })).map((cell) =>
    cell.region === 'west' ? cell : { ...cell, runtimes: { 'image-a': cell.n } },
  );

  it('is a ticket while nothing is wrong there', () => {
    const found = history(3, () => ({ serving: other }));
    expect(last(found)).toMatchObject({
      rule: 'T2',
      reason: 'runtime_differs',
      vector: { traffic: [{ do: 'continue' }], people: [{ do: 'ticket', scope: ['region=west'] }] },
    });
  });

  it('goes back in the region whose service level breaks', () => {
    const failing = other.map((cell) => (cell.region === 'west' ? { ...cell, errors: 60 } : cell));
    const found = history(4, () => ({ serving: failing }));
    expect(last(found)).toMatchObject({
      headline: 'ROLLBACK',
      rule: 'T2',
      scope: ['region=west'],
      target: { version: 'v6' },
      vector: {
        data: [{ do: 'quarantine', scope: ['region=west'] }],
        model: [{ do: 'veto' }, { do: 'veto' }],
      },
    });
    expect(last(found)?.paragraph).toContain('image-b');
  });

  it('owns scores that no registered version makes where the runtime differs', () => {
    const found = history(3, examined({ answered_by: { v7: 1_238, v6: 4 } }, { serving: other }));
    expect(last(found)).toMatchObject({ rule: 'T2', reason: 'wrong_runtime', scope: ['region=west'] });
  });

  it('gives way to T1 where another version answers', () => {
    const found = history(3, examined({}, { serving: other }));
    expect(last(found)).toMatchObject({ rule: 'T1', scope: ['region=west'] });
  });
});

describe('T3, inputs broken in one place only', () => {
  const checks = (k: (region: string) => number): CheckCell[] =>
    Object.entries(REGIONS).map(([region, n]) => ({
      check: 'null',
      feature: 'origin_rate',
      source: 'weather',
      region,
      role: 'sole',
      n,
      k: Math.round(n * k(region)),
    }));
  const west = checks((region) => (region === 'west' ? 0.4 : 0.004));
  const learnt = (policy = testPolicy()): History =>
    live(NO_HISTORY, 60, (index) =>
      report(index, { checks: checks(() => 0.004), ...(index === 0 ? { policy } : {}) }),
    );

  it('is kept out of training there, with its source, and traffic goes on', () => {
    const broken = live(learnt(), 6, (index) => report(index, { checks: west }));
    expect(last(broken)).toMatchObject({
      headline: 'FIX_DATA',
      rule: 'T3',
      scope: ['region=west', 'source=weather'],
      vector: {
        traffic: [{ do: 'continue' }],
        data: [{ do: 'quarantine' }],
        model: [{ do: 'veto', scope: ['region=west'] }, { do: 'veto' }],
        people: [{ do: 'page', scope: ['region=west'] }],
      },
    });
  });

  it('is answered by the fallback in that region where the contract says so', () => {
    const features = testContract().features.map((feature) => ({
      ...feature,
      on_fault: 'fallback' as const,
    }));
    const policy = testPolicy({ features });
    const broken = live(learnt(policy), 6, (index) => report(index, { checks: west }));
    expect(last(broken)?.vector.traffic).toMatchObject([
      { do: 'fallback', scope: ['region=west'], rule: 'T3' },
    ]);
  });

  it('is T7’s once it is everywhere', () => {
    const broken = live(learnt(), 6, (index) => report(index, { checks: checks(() => 0.4) }));
    expect(last(broken)).toMatchObject({
      rule: 'T7',
      vector: { traffic: [{ scope: ['all'] }], data: [{ scope: ['source=weather'] }] },
    });
  });
});
