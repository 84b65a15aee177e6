import { beforeAll, describe, expect, test } from '@jest/globals';
import { canonicalJson } from '../canonical.js';
import { ClosedLoop } from '../judge/testing/closed-loop.js';
import { EPOCH, HOUR, testContract } from '../judge/testing/contract.js';
import { POLICIES, policyNamed } from '../policies/policies.js';
import { backtest, type Backtest } from './backtest.js';
import { judgedCourse, type Course } from './said.js';
import { settingOf } from './settings.js';

const DAY = 24;
const DAYS = 40;
const V2_AT = 16 * DAY;
const CHANGE_AT = 33 * DAY;
const BEGINNING = 0;

const weather = (hour: number): number =>
  1 + 0.06 * Math.sin(Math.floor(hour / DAY) * 2.4) + 0.02 * Math.sin(hour);

/** Forty days: a bad v2 is released on the 17th, benign drift from the 22nd, on the 34th the world changes. */
const story = new ClosedLoop({
  loss: (version, _region, hour) => (hour >= CHANGE_AT && version === 'v1' ? 0.23 : 0.15) * weather(hour),
  wrong: (version, region, hour) =>
    version === 'v2' && region === 'west' ? 0.55 : hour >= CHANGE_AT && version === 'v1' ? 0.3 : 0.2,
  psi: (day) => (day >= 22 && day < 29 ? 0.31 : 0.02),
  releases: { [V2_AT]: 'v2' },
});

let past: Course;
const tested = (instead: Parameters<typeof backtest>[2], since = BEGINNING): Backtest =>
  backtest(past, since, instead)!;
const kinds = ({ instead }: Backtest): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { kind } of instead.retrains) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};

describe('a backtest', () => {
  let same: Backtest;
  beforeAll(() => {
    story.run(DAYS * DAY);
    past = judgedCourse(story.reports);
    same = tested({});
  });

  test('with nothing changed gives exactly the decisions that were made', () => {
    expect(canonicalJson(same.decisions)).toBe(canonicalJson(story.decisions));
    expect(same.divergences).toEqual([]);
    expect(same.instead).toEqual(same.was);
  });

  test('with a setting at the value it has gives the same decisions too', () => {
    const { margin } = testContract().signals.rollback;
    const again = tested({ changed: settingOf(`margin=${margin}`) });
    expect(canonicalJson(again.decisions_instead)).toBe(canonicalJson(story.decisions));
  });

  test('with a wide margin leaves the bad version in traffic, and says so', () => {
    const wide = tested({ changed: settingOf('margin=8') });
    expect(wide.was.rollbacks).toHaveLength(1);
    expect(wide.instead.rollbacks).toEqual([]);
    expect(wide.divergences.map(({ was }) => was)).toContainEqual(
      expect.stringMatching(/^ROLLBACK rollback \(T5\)/),
    );
  });

  test('tells what the candidate still answered after the rollback, and what that cost', () => {
    const [rollback] = same.was.rollbacks;
    // A day of lag at one in ten of 700 rows an hour; in the west 35 of 100 more are wrong, 120 of 700 rows.
    expect(rollback).toMatchObject({ rule: 'T5', release: 'r-v2' });
    expect(rollback?.answers_after).toBeGreaterThanOrEqual(23 * 70);
    expect((rollback?.excess_after ?? 0) / (rollback?.answers_after ?? 1)).toBeCloseTo((0.35 * 120) / 700, 1);
  });

  test('of nightly retraining counts a night each, of which one is needed', () => {
    const nightly = tested({ policy: policyNamed('nightly-retrain') });
    expect(nightly.instead.retrains).toHaveLength(DAYS);
    // Needed: within a day of the change our judge sees. Poisoned: the night v2 was being rolled back.
    expect(kinds(nightly)).toEqual({ needed: 3, needless: 36, poisoned: 1 });
    expect([nightly.instead.cost, nightly.was.retrains.length]).toEqual([20, 1]);
    expect(nightly.instead.cost).toBeGreaterThan(nightly.was.cost);
  });

  test('of retraining on drift finds the benign week needless', () => {
    const psi = tested({ policy: policyNamed('psi') });
    expect(kinds(psi)).toEqual({ needless: 7 });
  });

  test('looks at no decision before the time asked for, but judges from the first report on', () => {
    const late = tested({}, EPOCH + 30 * DAY * HOUR);
    expect(late.was.rollbacks).toEqual([]);
    expect(late.decisions).toEqual(
      story.decisions.filter(({ window }) => window[1] > EPOCH + 30 * DAY * HOUR),
    );
    expect(backtest(past, EPOCH + 400 * DAY * HOUR, {})).toBeUndefined();
  });

  test('holds every policy against the same evidence', () => {
    for (const policy of POLICIES) expect(tested({ policy }).was).toEqual(same.was);
    expect(tested({ policy: policyNamed('always-hold') }).instead.cost).toBe(0);
  });
});

describe('a setting', () => {
  test.each([
    [
      'margin=1.05',
      (contract = settingOf('margin=1.05')(testContract())) => contract.signals.rollback.margin,
      1.05,
    ],
    [
      'tolerance=15%',
      (contract = settingOf('tolerance=15%')(testContract())) => contract.gates.monitor.risk_tolerance,
      0.15,
    ],
    [
      'cooldown=2d',
      (contract = settingOf('cooldown=2d')(testContract())) => contract.signals.retrain.cooldown_ms,
      172_800_000,
    ],
    [
      'bake=30m',
      (contract = settingOf('bake=30m')(testContract())) => contract.gates.deploy.bake_ms,
      1_800_000,
    ],
  ])('%s changes that member and no other', (_, value, expected) => {
    expect(value()).toBe(expected);
  });

  test.each(['margin=0.9', 'margin', 'margin=wide', 'cooldown=3', 'alpha=1', 'tolerance=-1'])(
    '%s is refused',
    (text) => {
      expect(() => settingOf(text)).toThrow(expect.objectContaining({ code: 'CHK_COMMAND_REFUSED' }));
    },
  );

  test('that stored counts depend on is refused with those that can be set', () => {
    expect(() => settingOf('threshold=0.4')).toThrow(
      expect.objectContaining({ remedy: expect.stringContaining('margin, alpha') as string }),
    );
  });
});
