import { describe, expect, it } from '@jest/globals';
import type { Report } from '../../report/report.js';
import type { RouteRecord } from '../../release.js';
import { EPOCH, HOUR } from '../testing/contract.js';
import { live, NO_HISTORY, told } from '../testing/history.js';
import { applied, REGIONS, report, traffic } from '../testing/report.js';

const failing = (share: number, where = Object.keys(REGIONS)): Report['serving'] =>
  traffic().map((cell) =>
    where.includes(cell.region) ? { ...cell, errors: Math.round(cell.n * share) } : cell,
  );

const routeOf = (artifacts: Record<string, string>): RouteRecord => ({
  model: 'flights',
  revision: 1,
  release: 'none',
  release_epoch: 1,
  roles: { v1: 'sole' },
  shares: { '*': { v1: 1 } },
  shadow: [],
  artifacts,
  step: -1,
  randomised_by: null,
  decided_at: 0,
});

const BREAK_AT = 40;
/** Hours between a moment and the window where something began; the onset set reaches back 3 nats, never far. */
const hoursFrom = (ms: number | undefined, index: number): number => ((ms ?? 0) - EPOCH) / HOUR - index;
const before = live(NO_HISTORY, BREAK_AT, (index) => report(index));
const after = (hours: number, parts: (index: number) => Partial<Report>) =>
  live(before, hours, (index) => report(index, parts(index)));

describe('T7, a break that no change of ours explains', () => {
  const broken = after(6, () => ({ serving: failing(0.2) }));

  it('holds everywhere, learns nothing and pages', () => {
    expect(broken.decisions.at(-1)).toMatchObject({
      headline: 'HOLD',
      rule: 'T7',
      reason: 'shared_break',
      scope: ['all'],
      vector: { traffic: [{ do: 'hold' }], model: [{ do: 'veto' }], people: [{ do: 'page' }] },
    });
  });

  it('finds the window it began in', () => {
    expect(hoursFrom(broken.decisions.at(-1)?.onset?.[0], BREAK_AT)).toBeGreaterThanOrEqual(-3);
    expect(hoursFrom(broken.decisions.at(-1)?.onset?.[0], BREAK_AT)).toBeLessThanOrEqual(0);
  });

  it('names the one region where it holds', () => {
    const west = after(8, () => ({ serving: failing(0.3, ['west']) }));
    expect(west.decisions.at(-1)).toMatchObject({ rule: 'T7', scope: ['region=west'] });
  });

  it('is over some windows after the service is well again, and a later break is a new onset', () => {
    const healed = live(broken, 30, (index) => report(index));
    expect(told(healed).at(-1)).toBe('HOLD T22 quiet');
    const again = live(healed, 6, (index) => report(index, { serving: failing(0.2) }));
    expect(again.decisions.at(-1)).toMatchObject({ rule: 'T7' });
    expect(hoursFrom(again.decisions.at(-1)?.onset?.[0], BREAK_AT + 36)).toBeGreaterThanOrEqual(-3);
  });

  it('stands through a night in which hardly anybody asks, and ends when the service is heard to be well', () => {
    const asleep = traffic().map((cell) => ({ ...cell, n: 2, errors: 1 }));
    const night = live(broken, 8, (index) => report(index, { serving: asleep }));
    expect(told(night).at(-1)).toBe('HOLD T7 shared_break');
    const healed = live(night, 30, (index) => report(index));
    expect(told(healed).at(-1)).toBe('HOLD T22 quiet');
  });

  it('lasts three windows at least and belongs to one incident', () => {
    const said = broken.decisions.filter(({ rule }) => rule === 'T7');
    expect(said).toHaveLength(1);
    expect(said[0]?.incident_id).toMatch(/^[0-9a-f]{16}$/);
    expect(broken.state?.incidents).toHaveLength(1);
  });

  it('reads as PAUSE while a release is in flight', () => {
    const release = applied(2, 'release', {
      version: 'v2',
      release: 'r1',
      target: 'v1',
      step: 0,
      share: 0.1,
    });
    const quiet = live(before, 20, (index) => report(index, index === BREAK_AT ? { ledger: [release] } : {}));
    const paused = live(quiet, 8, (index) =>
      report(index, {
        serving: [
          ...failing(0.2).map((cell) => ({ ...cell, role: 'control' as const })),
          ...failing(0.2).map((cell) => ({ ...cell, role: 'candidate' as const, version: 'v2' })),
        ],
      }),
    );
    expect(told(paused).at(-1)).toBe('PAUSE T7 shared_break');
  });

  it('goes on while a release starts in the midst of it, whose candidate has hardly answered yet', () => {
    const release = applied(2, 'release', {
      version: 'v2',
      release: 'r1',
      target: 'v1',
      step: 0,
      share: 0.1,
    });
    const started = live(broken, 3, (index) =>
      report(index, {
        serving: [
          ...failing(0.2).map((cell) => ({ ...cell, role: 'control' as const })),
          ...traffic({ role: 'candidate', version: 'v2', n: 30, errors: 1 }),
        ],
        ledger: index === BREAK_AT + 6 ? [release] : [],
      }),
    );
    expect(told(started)).toEqual(told(broken));
  });
});

describe('T4, a break right after our own change', () => {
  const completed = applied(2, 'complete', { version: 'v2', release: 'r1', share: 1 });
  const change = (index: number): Partial<Report> => ({
    serving: failing(0.2).map((cell) => ({ ...cell, version: 'v2' })),
    ledger: index === BREAK_AT ? [completed] : [],
  });
  const rolledBack = after(6, change);

  it('is rolled back by timing to the version before, and says that this is the weaker kind of proof', () => {
    const decision = rolledBack.decisions.at(-1);
    expect(decision).toMatchObject({ headline: 'ROLLBACK', rule: 'T4', target: { version: 'v1' } });
    expect(decision?.evidence[0]).toMatchObject({ kind: 'timing' });
    expect(decision?.guarantee).toContain('G1t');
    expect(decision?.changes).toMatchObject([{ kind: 'complete', at: EPOCH + BREAK_AT * HOUR }]);
  });

  it('is not blamed on us when other models on the same topics break too', () => {
    const fleet = { models: 3, breaking: 1, by_source: {} };
    const shared = after(6, (index) => ({ ...change(index), fleet }));
    expect(shared.decisions.some(({ headline }) => headline === 'ROLLBACK')).toBe(false);
  });

  it('is not said while a control answers beside the candidate, however few rows the candidate has', () => {
    const release = applied(2, 'release', {
      version: 'v2',
      release: 'r1',
      target: 'v1',
      step: 0,
      share: 0.02,
    });
    const small = after(6, (index) => ({
      ledger: index === BREAK_AT ? [release] : [],
      serving: [
        ...failing(0.2).map((cell) => ({ ...cell, role: 'control' as const })),
        { ...failing(1)[0]!, n: 11, errors: 11, version: 'v2', role: 'candidate' as const },
      ],
    }));
    expect(small.decisions.map(({ rule }) => rule)).not.toContain('T4');
  });

  it('is held as a shared break instead when other models on the same topics break too', () => {
    const fleet = { models: 3, breaking: 1, by_source: {} };
    expect(told(after(6, (index) => ({ ...change(index), fleet }))).at(-1)).toBe('HOLD T7 shared_break');
  });

  it('goes back to the newest verified version when the one before was rolled back itself', () => {
    const route = (index: number): Partial<Report> =>
      index === 2 ? { routes: [routeOf({ v0: 'aa', v1: 'bb' })] } : {};
    const withdrawn = live(NO_HISTORY, BREAK_AT, (index) =>
      report(index, {
        ...route(index),
        ...(index === 3 ? { ledger: [applied(2, 'rollback', { version: 'v1', target: 'v0' })] } : {}),
      }),
    );
    const entries = [applied(3, 'complete', { version: 'v2', release: 'r1', share: 1 })];
    const broken = live(withdrawn, 6, (index) =>
      report(index, { ...change(index), ledger: index === BREAK_AT ? entries : [] }),
    );
    expect(broken.decisions.at(-1)).toMatchObject({
      headline: 'ROLLBACK',
      rule: 'T4',
      target: { version: 'v0' },
    });
  });

  it('only pages when there is nothing to go back to', () => {
    const first = live(NO_HISTORY, 6, (index) => report(index, { serving: failing(index > 0 ? 0.3 : 0) }));
    expect(first.decisions.at(-1)).toMatchObject({
      rule: 'T4',
      vector: { traffic: [{ do: 'continue' }], people: [{ do: 'page' }] },
    });
  });

  it('that we announced ourselves counts as ours', () => {
    const announced = {
      change_id: 'c1',
      model: 'flights',
      kind: 'deploy',
      scope: ['all'],
      event_time: EPOCH + BREAK_AT * HOUR - 60_000,
      summary: 'image 7',
    } as const;
    const broken = after(6, (index) => ({
      serving: failing(0.2),
      changes: index === BREAK_AT ? [announced] : [],
    }));
    const decision = broken.decisions.at(-1);
    expect(decision).toMatchObject({
      rule: 'T4',
      changes: [{ id: 'c1', kind: 'deploy', summary: 'image 7' }],
    });
    const other = after(6, (index) => ({
      serving: failing(0.2),
      changes: index === BREAK_AT ? [{ ...announced, model: 'hotels' }] : [],
    }));
    expect(told(other).at(-1)).toBe('HOLD T7 shared_break');
  });

  it('is seen where answers come once every six hours, with the first ones after the change', () => {
    const answering = (index: number) => index % 6 === 0;
    const silent = live(NO_HISTORY, BREAK_AT - 2, (index) =>
      report(index, answering(index) ? {} : { serving: [] }),
    );
    const broken = live(silent, 60, (index) =>
      report(index, {
        ledger: index === BREAK_AT - 2 ? [completed] : [],
        serving: answering(index) ? (change(index).serving ?? []) : [],
      }),
    );
    const decision = broken.decisions.find(({ headline }) => headline === 'ROLLBACK');
    expect(decision).toMatchObject({ rule: 'T4', changes: [{ kind: 'complete' }] });
  });

  it('that a rollback for other harm was never meant to cure is a shared break before and after it', () => {
    const reason = 'matured_loss_worse_than_control';
    const outage = live(before, 12, (index) =>
      report(index, {
        serving: failing(0.2),
        ledger:
          index === BREAK_AT + 5
            ? [applied(2, 'rollback', { version: 'v2', release: 'r1', target: 'v1', reason })]
            : [],
      }),
    );
    expect(told(outage).at(-1)).toBe('HOLD T7 shared_break');
  });

  it('that goes on after the rollback is said not to be cured by it, holds and pages', () => {
    const undone = live(rolledBack, 8, (index) =>
      report(index, {
        serving: failing(0.2),
        ledger:
          index === BREAK_AT + 6
            ? [applied(3, 'rollback', { version: 'v2', release: 'r1', target: 'v1' })]
            : [],
      }),
    );
    expect(told(undone).at(-1)).toBe('HOLD T7 rollback_did_not_cure');
    expect(undone.decisions.at(-1)?.paragraph).toContain('going back did not cure it');
    expect(undone.decisions.at(-1)?.vector).toMatchObject({
      traffic: [{ do: 'hold' }],
      people: [{ do: 'page' }],
    });
  });

  it('is not rolled back when the break began long after the change', () => {
    const late = live(before, 20, (index) =>
      report(index, index === BREAK_AT ? { ledger: [completed] } : {}),
    );
    const broken = live(late, 6, (index) => report(index, { serving: failing(0.2) }));
    expect(told(broken).at(-1)).toBe('HOLD T7 shared_break');
  });
});
