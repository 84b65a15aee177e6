import { beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalJson } from '../canonical.js';
import type { Decision } from './decision.js';
import { foldReport } from './fold.js';
import { digest } from '../canonical.js';
import { replayDecisions } from './replay.js';
import type { JudgeState } from './state.js';
import { ClosedLoop } from './testing/closed-loop.js';
import { EPOCH, HOUR } from './testing/contract.js';

const DAY_HOURS = 24;
const V2_AT = 16 * DAY_HOURS;
const DRIFT_FROM = 22;
const DRIFT_UNTIL = 29;
const CHANGE_AT = 33 * DAY_HOURS;

/** Days and hours that differ, so that the profile has a standard error. */
const weather = (hour: number): number =>
  1 + 0.06 * Math.sin(Math.floor(hour / DAY_HOURS) * 2.4) + 0.02 * Math.sin(hour);

const story = () =>
  new ClosedLoop({
    loss: (version, _region, hour) => (hour >= CHANGE_AT && version === 'v1' ? 0.23 : 0.15) * weather(hour),
    wrong: (version, region, hour) =>
      version === 'v2' && region === 'west' ? 0.55 : hour >= CHANGE_AT && version === 'v1' ? 0.3 : 0.2,
    psi: (day) => (day >= DRIFT_FROM && day < DRIFT_UNTIL ? 0.31 : 0.02),
    releases: { [V2_AT]: 'v2' },
  });

describe('the flights story in closed lock-step', () => {
  let loop: ClosedLoop;
  const said = (wanted: (decision: Decision) => boolean): Decision[] =>
    loop.decisions.filter((decision) => !decision.heartbeat && wanted(decision));
  const hourOf = (decision: Decision | undefined): number => ((decision?.window[0] ?? 0) - EPOCH) / HOUR;

  beforeAll(() => {
    loop = story().run(44 * DAY_HOURS);
  });

  it('acts four times: rollback (after a pause), retrain, and the two steps of the new version', () => {
    const acted = said(({ headline }) => headline !== 'HOLD');
    expect(acted.map(({ headline, rule, scope }) => `${headline} ${rule} ${scope.join()}`)).toEqual([
      'PAUSE T16 all',
      'ROLLBACK T5 all',
      'RETRAIN T11 all',
      'PROMOTE T20 all',
      'PROMOTE T20 all',
    ]);
  });

  it('rolls v2 back by its west stream within a day of its first matured labels', () => {
    const [rollback] = said(({ headline }) => headline === 'ROLLBACK');
    expect(hourOf(rollback)).toBeGreaterThan(V2_AT + 12);
    expect(hourOf(rollback)).toBeLessThanOrEqual(V2_AT + 12 + DAY_HOURS);
    expect(rollback?.evidence[0]).toMatchObject({
      stream: 'matured_loss|region=west',
      scope: ['region=west'],
    });
    expect(rollback?.vector.traffic).toMatchObject([{ do: 'rollback', scope: ['all'], target: 'v1' }]);
    expect(rollback?.changes.map(({ summary }) => summary)).toEqual(['release v2 at 10 %']);
  });

  it('says benign_proven while the weather drifts, and nothing else', () => {
    const drifting = said(
      (decision) => hourOf(decision) >= DRIFT_FROM * 24 && hourOf(decision) < DRIFT_UNTIL * 24,
    );
    expect(drifting.map(({ headline, rule, reason }) => [headline, rule, reason])).toEqual([
      ['HOLD', 'T19', 'benign_proven'],
    ]);
  });

  it('orders the retraining once, on what was made after the onset', () => {
    const [retrain] = said(({ headline }) => headline === 'RETRAIN');
    const [statement] = retrain?.vector.model ?? [];
    const changed = EPOCH + CHANGE_AT * HOUR;
    expect(statement?.range?.[0]).toBeGreaterThanOrEqual(changed);
    expect(statement?.range?.[0]).toBeLessThan(changed + DAY_HOURS * HOUR);
    expect(statement?.range?.[1]).toBe((retrain?.window[0] ?? 0) - 11 * HOUR);
  });

  it('goes to the next step only after the bake and never twice for one step', () => {
    const [first, second] = said(({ headline }) => headline === 'PROMOTE');
    expect(first?.target?.version).toBe('v3');
    expect(hourOf(second) - hourOf(first)).toBeGreaterThanOrEqual(24 + DAY_HOURS - 1);
  });

  it('replays to the same decisions to the byte, and notices one changed count', () => {
    const reports = loop.reports.slice(0, V2_AT + DAY_HOURS);
    const stored = loop.decisions.filter(({ evidence_seq }) => evidence_seq <= reports.length);
    const ticks = reports.map((report) => ({ evidence_seq: report.seq, evidence_digest: digest(report) }));
    expect(replayDecisions(reports, stored, ticks)).toEqual({
      compared: stored.length,
      equal: stored.length,
      differences: [],
      altered: [],
    });
    const tampered = reports.map((report) => ({
      ...report,
      contrasts: report.contrasts.map((cell) =>
        cell.metric === 'matured_loss' && cell.release === 'r-v2' && cell.segment === 'region=west'
          ? { ...cell, candidate: { n: cell.candidate.n, k: cell.candidate.k - 1 } }
          : cell,
      ),
    }));
    const found = replayDecisions(tampered, stored, ticks);
    expect(found.differences.length).toBeGreaterThan(0);
    expect(found.altered.length).toBeGreaterThan(0);
    const withoutOne = reports.filter(({ seq }) => seq < reports.length);
    expect(replayDecisions(withoutOne, stored, ticks).altered).toEqual([reports.length]);
  });

  it('goes on from its stored state after every report as if it had never stopped', () => {
    const during = loop.reports.slice(0, V2_AT + DAY_HOURS);
    let straight: JudgeState | undefined;
    let restarted: JudgeState | undefined;
    for (const report of during) {
      straight = foldReport(straight, report).state;
      const stored = restarted && (JSON.parse(canonicalJson(restarted)) as JudgeState);
      restarted = foldReport(stored, report).state;
    }
    expect(canonicalJson(restarted)).toBe(canonicalJson(straight));
  });

  it('answers a report met before with nothing, and refuses to step over a missing one', () => {
    const last = loop.reports.at(-1);
    if (!last || !loop.state) throw new Error('the loop has run');
    expect(foldReport(loop.state, last)).toEqual({ state: loop.state, decisions: [], tick: null });
    expect(() => foldReport(loop.state, { ...last, seq: last.seq + 2 })).toThrow(/CHK_FOLD_GAP|follows/);
  });
});

describe('without what was injected', () => {
  it('a healthy v2 is never rolled back', () => {
    const loop = new ClosedLoop({
      loss: (_version, _region, hour) => 0.15 * weather(hour),
      wrong: () => 0.2,
      psi: () => 0.02,
      releases: { [V2_AT]: 'v2' },
    }).run(24 * DAY_HOURS);
    const headlines = new Set(loop.decisions.map(({ headline }) => headline));
    expect([...headlines].sort()).toEqual(['HOLD', 'PROMOTE']);
  });
});
