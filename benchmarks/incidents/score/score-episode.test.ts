import { describe, expect, test } from '@jest/globals';
import { parseContract } from '@checkride/domain/contract/parse-contract';
import type { LedgerEntry } from '@checkride/domain/lifecycle/ledger';
import { say, verdictOf } from '@checkride/domain/policies/words';
import type { Verdict } from '@checkride/domain/judge/verdict';
import type { Played } from '../harness/play.js';
import type { Episode, Incident } from '../interface.js';
import { scoreEpisode } from './score-episode.js';

const DAY = 1_440;
const parsed = parseContract({
  model: 'm',
  features: { a: { type: 'number', source: 'billing' }, b: { type: 'number', source: 'billing' } },
  segments: ['region'],
});
const contract = 'contract' in parsed ? parsed.contract : (undefined as never);

const incident = (accept: Incident['accept'], more: Partial<Incident> = {}): Incident => ({
  onset: 100,
  deadline: 200,
  accept,
  harmPerMinute: 1,
  ...more,
});
const episode = (...incidents: Incident[]): Episode => ({
  contract: {},
  artifacts: {},
  start: 0,
  minutes: 3 * DAY,
  incidents,
  minute: () => [],
});
const did = (minute: number, action: LedgerEntry['action'], more: Partial<LedgerEntry> = {}) => ({
  minute,
  entry: {
    action,
    answer: 'applied',
    reason: 'test',
    scope: ['all'],
    target: null,
    cause: { kind: 'decision', id: 'd', actor: 'judge' },
    ...more,
  } as LedgerEntry,
});
const played = (more: Partial<Played> = {}): Played => ({
  decided: [],
  ledger: [],
  verdicts: [],
  harm: [],
  records: 0,
  predictions: 3 * DAY,
  windows: 0,
  reports: [],
  replays: { decisions: 0, same: 0 },
  ...more,
});
const inForce = (minute: number, said: Partial<Verdict>) => ({ minute, verdict: verdictOf(said) });
const score = (of: Episode, how: Played) => scoreEpisode(of, how, contract, ['eu', 'us']);

describe('an incident', () => {
  const rollback = incident([{ traffic: { do: 'rollback', scope: 'all' }, model: { do: 'veto' } }]);

  test('is met by what was done in its time, though nothing of it is in force in the end; keep is as good as veto', () => {
    const how = played({ ledger: [did(150, 'rollback')], verdicts: [inForce(160, {})] });
    expect(score(episode(rollback), how).incidents[0]).toMatchObject({ right: true, scope: true, delay: 50 });
  });

  test('held first and rolled back then is right; rolled back after its deadline is not', () => {
    const held = inForce(110, { traffic: [say('hold', 'x')] });
    const inTime = played({ ledger: [did(190, 'rollback')], verdicts: [held] });
    const tooLate = played({ ledger: [did(201, 'rollback')], verdicts: [held] });
    expect(score(episode(rollback), inTime).incidents[0]?.right).toBe(true);
    expect(score(episode(rollback), tooLate).incidents[0]?.right).toBe(false);
  });

  test('is missed when something else was done beside, unless another open incident asks for it', () => {
    const how = played({ ledger: [did(150, 'rollback'), did(160, 'quarantine', { scope: ['feature=a'] })] });
    const clean = incident([{ traffic: { do: 'rollback' }, data: { do: 'clean' } }]);
    const nulls = incident([{ data: { do: 'quarantine', scope: 'source=billing' } }], { onset: 140 });
    expect(score(episode(clean), how).incidents[0]?.right).toBe(false);
    expect(score(episode(rollback, nulls), how).incidents.map(({ right }) => right)).toEqual([true, true]);
  });

  test('asks for its scope apart: a source is its features, some regions are not all', () => {
    const nulls = incident([{ data: { do: 'quarantine', scope: 'source=billing' } }]);
    const exact = played({ ledger: [did(150, 'quarantine', { scope: ['feature=a', 'feature=b'] })] });
    const half = played({ ledger: [did(150, 'quarantine', { scope: ['feature=a'] })] });
    expect(score(episode(nulls), exact).incidents[0]).toMatchObject({ right: true, scope: true });
    expect(score(episode(nulls), half).incidents[0]).toMatchObject({ right: true, scope: false });
  });

  test('has the right scope when any vector it accepts names it, whatever the first says', () => {
    const either = ['source=billing', 'feature=a'].map((scope) => ({ data: { do: 'quarantine', scope } }));
    const half = played({ ledger: [did(150, 'quarantine', { scope: ['feature=a'] })] });
    expect(score(episode(incident(either)), half).incidents[0]).toMatchObject({ right: true, scope: true });
  });

  test('is met by what is in force at its deadline where nothing stays done', () => {
    const waits = incident([{ traffic: { do: 'hold' }, people: { do: 'page' } }]);
    const said = { traffic: [say('hold' as const, 'x')], people: [say('page' as const, 'x')] };
    expect(score(episode(waits), played({ verdicts: [inForce(120, said)] })).incidents[0]?.right).toBe(true);
    const ended = played({ verdicts: [inForce(120, said), inForce(199, {})] });
    expect(score(episode(waits), ended).incidents[0]?.right).toBe(false);
  });

  test('that ends before twice floor* is undecidable', () => {
    expect(score(episode({ ...rollback, floor: 16 }), played()).incidents[0]?.decidable).toBe(true);
    expect(score(episode({ ...rollback, floor: 17 }), played()).incidents[0]?.decidable).toBe(false);
  });
});

describe('false actions', () => {
  test('are those outside every incident and the day behind it; what the episode itself did is none', () => {
    const at = [did(50, 'drain'), did(200 + DAY, 'retrain'), did(201 + DAY, 'quarantine')];
    const own = did(60, 'rollback', { cause: { kind: 'command', id: 'c', actor: 'deploy-tool' } });
    const { falseActions, quietDays } = score(
      episode(incident([{ traffic: { do: 'hold' } }])),
      played({ ledger: [...at, own] }),
    );
    expect(falseActions).toEqual(['50 drain all: test', `${201 + DAY} quarantine all: test`]);
    // Three days without the 101 minutes of the incident and the day behind it.
    expect(quietDays).toBeCloseTo(3 - (101 + DAY) / DAY, 9);
  });
});

describe('regret', () => {
  test('counts harm until the vector is right beyond floor*, in units of an hour', () => {
    // One unit a minute is served: an hour is 60. Right after 50 minutes, floor* 15: 35 units too many.
    const how = played({ ledger: [did(150, 'rollback')] });
    const of = episode(incident([{ traffic: { do: 'rollback' } }], { floor: 5 }));
    expect(score(of, how).regret).toBeCloseTo(35 / 60, 9);
  });
  test('charges a rollback nobody needed', () => {
    expect(score(episode(), played({ ledger: [did(50, 'rollback')] })).regret).toBe(1);
  });
});
