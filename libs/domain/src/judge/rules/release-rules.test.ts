import { describe, expect, it } from '@jest/globals';
import type { Decision } from '../decision.js';
import { HOUR, testContract, testPolicy, EPOCH } from '../testing/contract.js';
import { live, NO_HISTORY, told, type History } from '../testing/history.js';
import { applied, cohorts, contrast, report, traffic } from '../testing/report.js';
import type { Report } from '../../report/report.js';

const V2_AT = 4;
const release = applied(2, 'release', { version: 'v2', release: 'r1', target: 'v1', step: 0, share: 0.1 });
const route = {
  model: 'flights',
  revision: 2,
  release: 'r1',
  release_epoch: 2,
  roles: { v2: 'candidate', v1: 'control' } as const,
  shares: { '*': { v2: 0.1, v1: 0.9 } },
  shadow: [],
  artifacts: { v1: 'aa', v2: 'bb' },
  step: 0,
  randomised_by: 'request' as const,
  decided_at: 0,
};

const bothRoles = (): Report['serving'] => [
  ...traffic({ version: 'v2', role: 'candidate', n: 70, units: 70, revisions: [2] }),
  ...traffic({ version: 'v1', role: 'control', n: 600, units: 600, revisions: [2] }),
];

/** v2 beside v1 from window 4 on, with what `hour` adds. */
const canary = (
  hours: number,
  hour: (index: number) => Partial<Report>,
  before: History = NO_HISTORY,
): History =>
  live(before, hours, (index) =>
    report(index, {
      ...(index >= V2_AT ? { serving: bothRoles() } : {}),
      ...(index === V2_AT ? { ledger: [release], routes: [route] } : {}),
      ...(index >= V2_AT ? hour(index) : {}),
    }),
  );

const errors = (k: number, of = 70): Partial<Report> => ({ contrasts: [contrast('error', [of, k, 600, 6])] });
/** The newest decision; histories of two days end behind a heartbeat, which tells the newest reason too. */
const lastSaid = ({ decisions }: History): Decision | undefined => decisions.at(-1);
const notPromoted = (history: History): string | undefined =>
  lastSaid(history)?.why_not.find(({ action }) => action === 'promote')?.because;

describe('T5, a candidate that is worse than the version beside it', () => {
  const harmful = canary(12, () => errors(7));
  const decision = lastSaid(harmful);

  it('is rolled back everywhere to the registered control, with a page', () => {
    expect(told(harmful).at(-1)).toBe('ROLLBACK T5 error_worse_than_control');
    expect(decision).toMatchObject({
      release: 'r1',
      scope: ['all'],
      target: { version: 'v1', verified: true },
      vector: { traffic: [{ do: 'rollback' }], model: [{ do: 'veto' }], people: [{ do: 'page' }] },
    });
  });

  it('rests on the stream that crossed 1/α′ of the first start, 329', () => {
    expect(decision?.evidence[0]).toMatchObject({
      stream: 'error',
      statistic: 'log_e',
      margin: 1.1,
      kind: 'exact',
    });
    expect(decision?.evidence[0]?.threshold).toBeCloseTo(Math.log(329), 2);
    expect(decision?.evidence[0]?.value).toBeGreaterThanOrEqual(decision?.evidence[0]?.threshold ?? Infinity);
    expect(decision?.alpha).toMatchObject({ start: 1 });
    expect(decision?.alpha?.rollback).toBeCloseTo(0.00304, 5);
  });

  it('is not rolled back by the same rate in both roles', () => {
    expect(told(canary(40, () => ({ contrasts: [contrast('error', [70, 1, 600, 9])] })))).not.toContainEqual(
      expect.stringContaining('ROLLBACK'),
    );
  });

  it('is rolled back in its region alone where the contract says so', () => {
    const deploy = { ...testContract().gates.deploy, scope: 'region' as const };
    const policy = testPolicy({ gates: { ...testContract().gates, deploy } });
    const history = canary(16, (index) => ({
      policy: index === V2_AT ? policy : null,
      contrasts: [contrast('error', [30, 6, 100, 1], { segment: 'region=west' })],
    }));
    expect(lastSaid(history)).toMatchObject({ headline: 'ROLLBACK', scope: ['region=west'] });
  });

  it('stays proven when the stream looks better before the ledger ends the release', () => {
    const recovered = live(harmful, 30, (index) => report(index, { serving: bothRoles(), ...errors(0) }));
    const headlines = recovered.decisions
      .filter(({ heartbeat }) => !heartbeat)
      .map(({ headline }) => headline);
    expect(headlines.filter((headline) => headline === 'ROLLBACK')).toHaveLength(1);
    expect(headlines.at(-1)).toBe('ROLLBACK');
    expect(recovered.state?.world.release?.id).toBe('r1');
  });

  it('tells nothing more about a release that the ledger has ended', () => {
    const ended = live(harmful, 6, (index) =>
      report(index, {
        ...errors(7),
        ledger: index === 12 ? [applied(3, 'rollback', { version: 'v2', release: 'r1', target: 'v1' })] : [],
      }),
    );
    expect(ended.state?.world.release).toBeNull();
    expect(told(ended).at(-1)).toBe('HOLD T22 quiet');
  });

  it('starts again with a smaller α after a drain', () => {
    const drained = live(
      canary(8, () => errors(0)),
      1,
      (index) => report(index, { ledger: [applied(3, 'drain', { version: 'v2', release: 'r1', share: 0 })] }),
    );
    expect(drained.state?.world.release).toMatchObject({ start: 2, contrasts: {}, share: 0 });
  });
});

describe('T20, the next step', () => {
  const healthy = (index: number): Partial<Report> => ({
    contrasts: [contrast('error', [70, 0, 600, 6]), contrast('matured_loss', [70, 14, 600, 120])],
    cohorts:
      index >= V2_AT + 12
        ? cohorts(EPOCH + (index - 12) * HOUR, { version: 'v2', role: 'candidate', n: 70 })
        : [],
  });
  const day = canary(V2_AT + 26, healthy);
  const promoted = day.decisions.find(({ headline }) => headline === 'PROMOTE');

  it('is taken when bake, exposure and a matured cohort are there, and says which figures those were', () => {
    expect(promoted).toMatchObject({ rule: 'T20', target: { version: 'v2', verified: true } });
    expect(((promoted?.window[1] ?? 0) - EPOCH) / HOUR).toBe(V2_AT + 24);
    expect(promoted?.evidence.map(({ stream }) => stream)).toEqual([
      'bake',
      'candidate units for matured_loss (odds × 10 would show)',
      'matured cohorts of the candidate',
      expect.stringMatching(/^(error|matured_loss)/),
    ]);
  });

  it('is asked for once per step', () => {
    expect(day.decisions.filter(({ headline }) => headline === 'PROMOTE')).toHaveLength(1);
  });

  it('waits for a matured cohort before half of the traffic', () => {
    const unlabelled = canary(50, (index) => ({ ...healthy(index), cohorts: [] }));
    expect(lastSaid(unlabelled)).toMatchObject({ headline: 'HOLD', rule: 'T22', reason: 'underpowered' });
    expect(notPromoted(unlabelled)).toBe('matured cohorts of the candidate: 0 of 1');
  });

  it('waits while a contrast stands at pause level', () => {
    const doubtful = canary(50, (index) => ({
      ...healthy(index),
      contrasts: [contrast('matured_loss', [70, index < 14 ? 23 : 17, 600, 120])],
    }));
    expect(doubtful.decisions.some(({ headline }) => headline === 'PROMOTE')).toBe(false);
    const waits = doubtful.decisions.find(({ rule }) => rule === 'T16');
    expect(waits?.why_not.find(({ action }) => action === 'promote')?.because).toMatch(
      /^a contrast asks to wait \(wrong answers: E /,
    );
  });

  it('waits while the data are not clean, although nothing speaks against the candidate', () => {
    const dirty = canary(V2_AT + 30, (index) => ({
      ...healthy(index),
      fleet: { models: 0, breaking: 0, by_source: { landings: { models: 3, breaking: index > 20 ? 3 : 0 } } },
    }));
    expect(lastSaid(dirty)).toMatchObject({ headline: 'FIX_DATA', rule: 'T10' });
    expect(dirty.decisions.some(({ headline }) => headline === 'PROMOTE')).toBe(false);
  });
});

describe('T22, nothing to do', () => {
  it('says underpowered while a release has not been seen enough, and what is missing', () => {
    const early = canary(26, () => errors(0));
    expect(lastSaid(early)).toMatchObject({ rule: 'T22', reason: 'underpowered', headline: 'HOLD' });
    expect(lastSaid(early)?.evidence.map(({ rule, stream }) => [rule, stream])).toContainEqual([
      'T22',
      'bake',
    ]);
  });

  it('says no_control_role when nobody answers beside the candidate', () => {
    const alone = canary(26, () => ({ serving: traffic({ version: 'v2', role: 'candidate' }) }));
    expect(lastSaid(alone)).toMatchObject({ rule: 'T22', reason: 'no_control_role' });
  });

  it('knows no release while a first version serves alone', () => {
    const first = live(NO_HISTORY, 3);
    expect(lastSaid(first)).toMatchObject({ reason: 'quiet', release: 'none', alpha: null });
  });
});
