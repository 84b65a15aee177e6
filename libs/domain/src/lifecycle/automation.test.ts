import { describe, expect, test } from '@jest/globals';
import { axis, Scenario } from './testing/scenario.js';

const promote = { traffic: [axis('promote', 'T20')] };
const rollback = { traffic: [axis('rollback', 'T5')] };
const retrain = { model: [axis('retrain', 'T11', { range: [0, 1] as const })] };
const quarantine = { data: [axis('quarantine', 'T10', { range: [0, 1] as const, scope: ['labels'] })] };
const drain = { traffic: [axis('drain', 'T6')] };

/** A canary whose contract is then changed to another automation. */
function canaryUnder(automation: unknown): Scenario {
  const life = new Scenario();
  life.startCanary();
  life.apply({ automation });
  return life;
}

describe('under dry-run', () => {
  test.each([
    ['a promotion', promote, 'step'],
    ['a rollback', rollback, 'rollback'],
    ['a drain', drain, 'drain'],
    ['a quarantine', quarantine, 'quarantine'],
  ])('%s is answered refused: dry_run and nothing changes', (_, vector, action) => {
    const life = canaryUnder('dry-run');
    const routes = life.routes.length;
    life.decide(vector);
    expect(life.ledger.at(-1)).toMatchObject({ action, answer: 'refused', reason: 'dry_run' });
    expect(life.routes).toHaveLength(routes);
    expect(life.notifications).toEqual([]);
  });

  test('a retrain is refused: dry_run', () => {
    const life = new Scenario();
    life.startServing({ automation: 'dry-run' });
    life.tick(2);
    life.decide(retrain);
    expect(life.story.at(-1)).toBe('retrain refused: dry_run');
  });

  test('holds and pages happen all the same', () => {
    const life = canaryUnder('dry-run');
    life.decide({ traffic: [axis('hold', 'T7')], people: [axis('page', 'T7')] });
    expect(life.state?.release?.stage).toBe('held');
    expect(life.notifications).toEqual([
      expect.objectContaining({
        urgency: 'page',
        headline: 'PAUSE',
        text: expect.stringMatching(/^paragraph/),
      }),
    ]);
  });

  test('a staged version waits for a promote command', () => {
    const life = new Scenario();
    life.startServing({ automation: 'dry-run' });
    life.tick(1);
    life.retrain();
    life.finish();
    life.finish();
    expect(life.story.at(-1)).toBe('release refused: dry_run');
    life.command({ kind: 'promote', version: null });
    expect(life.state?.release).toMatchObject({ version: 'v2', stage: 'canary' });
  });
});

describe('under manual', () => {
  test.each([
    ['a promotion', promote, { do: 'step' }],
    ['a rollback', rollback, { do: 'rollback' }],
    ['a drain', drain, { do: 'drain' }],
    ['a quarantine', quarantine, { do: 'quarantine' }],
  ])('%s waits for a person, who is paged; approving the decision carries it out', (_, vector, wish) => {
    const life = canaryUnder('manual');
    life.decide(vector, { decision_id: 'the-decision' });
    expect(life.ledger.at(-1)).toMatchObject({ answer: 'refused', reason: 'waiting_approval' });
    expect(life.notifications).toHaveLength(1);
    expect(life.state?.approvals).toEqual([expect.objectContaining({ wish: expect.objectContaining(wish) })]);
    life.command({ kind: 'approve', subject: 'the-decision' });
    expect(life.ledger.at(-1)).toMatchObject({ action: wish.do, answer: 'applied', automatic: false });
    expect(life.state?.approvals).toEqual([]);
  });

  test('a retrain and then the release it leads to wait for a person each', () => {
    const life = new Scenario();
    life.startServing({ automation: 'manual' });
    life.tick(2);
    life.decide(retrain, { decision_id: 'the-decision' });
    life.command({ kind: 'approve', subject: 'the-decision' });
    life.finish();
    life.finish();
    expect(life.story.at(-1)).toBe('stage refused: waiting_approval');
    life.command({ kind: 'approve', subject: 'v2' });
    expect(life.story.at(-1)).toBe('release refused: waiting_approval');
    life.command({ kind: 'approve', subject: 'v2' });
    expect(life.state?.release?.version).toBe('v2');
  });

  test('asking for the same again while it waits is superseded', () => {
    const life = canaryUnder('manual');
    life.decide(rollback);
    life.decide(rollback);
    expect(life.ledger.at(-1)).toMatchObject({ action: 'rollback', answer: 'superseded' });
    expect(life.state?.approvals).toHaveLength(1);
  });

  test('what is rejected is dropped, and a rejected version is out', () => {
    const life = canaryUnder('manual');
    life.decide(rollback, { decision_id: 'the-decision' });
    life.command({ kind: 'reject', subject: 'the-decision', reason: 'false alarm' });
    expect(life.state).toMatchObject({ approvals: [], release: { stage: 'canary' } });
    life.command({ kind: 'approve', subject: 'the-decision' });
    expect(life.ledger.at(-1)).toMatchObject({ action: 'approve', answer: 'refused' });
  });

  test('what waited for a person is superseded when its release ends', () => {
    const life = canaryUnder('manual');
    life.decide(promote, { decision_id: 'the-decision' });
    life.command({ kind: 'rollback', to: null, reason: 'by hand' });
    const waited = life.ledger.find(({ action, answer }) => action === 'step' && answer === 'superseded');
    expect(waited?.reason).toMatch(/waited for a person until the release ended/);
    life.command({ kind: 'approve', subject: 'the-decision' });
    expect(life.ledger.at(-1)).toMatchObject({ action: 'approve', answer: 'refused' });
  });
});

test('a gate "approval by ROLE" waits for somebody in that role whatever the automation', () => {
  const life = new Scenario();
  life.startServing();
  life.tick(1);
  life.apply({ gates: { validate: ['approval by risk-officer'] } });
  life.retrain();
  life.finish();
  life.finish();
  expect(life.story.at(-1)).toBe('stage refused: waiting_approval');
  life.command({ kind: 'approve', subject: 'v2' });
  expect(life.story.at(-1)).toBe('approve refused: role_required: risk-officer');
  life.command({ kind: 'approve', subject: 'v2', role: 'risk-officer' });
  expect(life.state?.versions['v2']?.stage).toBe('staged');
});
