import { describe, expect, test } from '@jest/globals';
import { axis, HOUR, Scenario } from './testing/scenario.js';

const rollback = { traffic: [axis('rollback', 'T5')] };

function complete(): Scenario {
  const life = new Scenario();
  life.startCanary();
  for (const _ of [1, 2]) {
    life.decide({ traffic: [axis('promote', 'T20')] });
    life.tick(2);
  }
  life.tick(5);
  return life;
}

describe('a rollback', () => {
  test('gives all traffic back to the control and quarantines the candidate by its digest', () => {
    const life = new Scenario();
    life.startCanary();
    life.decide(rollback);
    expect(life.routes.at(-1)).toMatchObject({
      revision: 3,
      release: 'none',
      shares: { '*': { v1: 1 } },
      release_epoch: 3,
    });
    expect(life.state).toMatchObject({
      production: 'v1',
      release: null,
      quarantined_digests: ['sha-v2'],
      versions: { v2: { stage: 'quarantined' } },
      last_release: { stage: 'rolled-back' },
    });
    expect(life.ledger.at(-1)).toMatchObject({
      action: 'rollback',
      answer: 'applied',
      version: 'v2',
      target: 'v1',
      automatic: true,
    });
  });

  test('after a release completed goes to its predecessor', () => {
    const life = complete();
    life.decide(rollback);
    expect(life.state).toMatchObject({
      production: 'v1',
      versions: { v1: { stage: 'production' }, v2: { stage: 'quarantined' } },
    });
  });

  test('of a version that is back already is superseded, and seen again later it freezes releases and pages', () => {
    const life = new Scenario();
    life.startCanary();
    life.decide(rollback);
    life.decide(rollback);
    expect(life.ledger.at(-1)).toMatchObject({ answer: 'superseded' });
    life.tick(3);
    life.decide(rollback);
    expect(life.ledger.at(-1)).toMatchObject({ answer: 'superseded' });
    life.tick(1);
    life.decide(rollback);
    expect(life.ledger.at(-1)).toMatchObject({ answer: 'refused', reason: 'rollback_did_not_cure' });
    expect(life.notifications.at(-1)).toMatchObject({ urgency: 'page' });
    expect(life.state?.hold).toMatchObject({ by: 'person' });
  });

  test('asked of something that began long after the last one is a rollback of its own', () => {
    const life = complete();
    life.retrain();
    for (let round = 0; round < 20 && !life.state?.release; round += 1) life.goOn();
    life.tick(2);
    life.decide(rollback);
    expect(life.state).toMatchObject({ production: 'v2', last_release: { stage: 'rolled-back' } });
    life.tick(40);
    const onset = [38, 40].map((hour) => (life.state?.tick ?? 0) - (40 - hour) * HOUR) as [number, number];
    life.decide({ traffic: [axis('rollback', 'T4', { target: 'v1' })] }, { release: 'none', onset });
    expect(life.ledger.at(-1)).toMatchObject({ action: 'rollback', answer: 'applied', target: 'v1' });
  });

  test('to a version that is not verified goes to the last verified one, unless a person named it', () => {
    const life = complete();
    life.decide({ traffic: [axis('rollback', 'T4', { target: 'v9' })] });
    expect(life.ledger.at(-1)).toMatchObject({ action: 'rollback', answer: 'applied', target: 'v1' });
    const named = complete();
    named.command({ kind: 'rollback', to: 'v9', reason: 'by hand' });
    expect(named.ledger.at(-1)).toMatchObject({ answer: 'refused', reason: 'no_verified_target' });
  });

  test('that did not cure what the judge sees freezes releases until a person promotes', () => {
    const life = new Scenario();
    life.startCanary();
    life.decide(rollback);
    life.tick(4);
    life.decide({ traffic: [axis('hold', 'T7', { reason: 'rollback_did_not_cure' })] });
    life.decide({});
    expect(life.state?.hold).toEqual({ by: 'person', reason: 'rollback_did_not_cure' });
    life.retrain();
    life.finish();
    life.finish();
    expect(life.state).toMatchObject({ release: null, queued: { version: 'v3' } });
    life.command({ kind: 'promote', version: null });
    expect(life.state?.release).toMatchObject({ version: 'v3', stage: 'canary' });
  });

  test('undone from outside is told again as a new route to the same version; the third time a person decides', () => {
    const life = new Scenario();
    life.startCanary();
    life.decide(rollback);
    const undone = (): void => {
      life.tick(8);
      const seen = (life.state?.tick ?? 0) - HOUR;
      const back = axis('rollback', 'T1', { target: 'v1', reason: 'withdrawn_version_serves' });
      life.decide({ traffic: [back] }, { release: 'none', onset: [seen, seen + 2 * HOUR] });
    };
    undone();
    expect(life.ledger.at(-1)).toMatchObject({ answer: 'applied', version: 'v2', target: 'v1' });
    expect(life.routes.at(-1)).toMatchObject({ revision: 4, roles: { v1: 'sole' }, release_epoch: 3 });
    expect(life.state).toMatchObject({ production: 'v1', versions: { v2: { stage: 'quarantined' } } });
    undone();
    undone();
    expect(life.ledger.at(-1)).toMatchObject({ answer: 'refused', reason: 'rule_repeats' });
    expect(life.notifications.at(-1)).toMatchObject({ urgency: 'page' });
  });

  test('without a verified version goes to the fallback of the contract', () => {
    const life = new Scenario();
    life.startServing({ fallback: { constant: 0.2 } });
    life.tick(2);
    life.decide({ traffic: [axis('rollback', 'T4')] });
    expect(life.routes.at(-1)).toMatchObject({
      shares: { '*': { fallback: 1 } },
      artifacts: { fallback: null },
    });
    expect(life.state?.production).toBeNull();
    expect(life.ledger.at(-1)).toMatchObject({ action: 'fallback', answer: 'applied', target: 'fallback' });
  });

  test('on the fallback already changes nothing, and a new version is released by a person at full traffic', () => {
    const life = new Scenario();
    life.startServing({ fallback: { constant: 0.2 } });
    life.tick(2);
    life.decide({ traffic: [axis('rollback', 'T4')] });
    life.tick(2);
    life.decide({ traffic: [axis('fallback', 'T4')] });
    expect(life.story.at(-1)).toBe('fallback superseded: fallback serves already');
    life.retrain();
    life.finish();
    life.finish();
    expect(life.story.at(-1)).toBe('release refused: nothing_in_production');
    life.command({ kind: 'approve', subject: 'v2' });
    expect(life.routes.at(-1)).toMatchObject({
      revision: 3,
      shares: { '*': { v2: 1 } },
      roles: { v2: 'sole' },
    });
  });

  test('of a region that is out already changes nothing', () => {
    const life = new Scenario();
    life.startCanary({ gates: { deploy: { canary: ['10%', '100%'], scope: 'region' } } });
    const west = { traffic: [axis('rollback', 'T5', { scope: ['region=west'] })] };
    life.decide(west);
    life.decide(west);
    expect(life.story.at(-1)).toBe('rollback superseded: west without the candidate already');
    life.decide(west);
    life.decide(west);
    expect(life.story.at(-1)).toBe('rollback superseded: west without the candidate already');
    expect(life.state?.approvals).toEqual([]);
    expect(life.routes).toHaveLength(3);
  });

  test('without a fallback either is refused and pages', () => {
    const life = new Scenario();
    life.startServing();
    life.tick(2);
    life.decide({ traffic: [axis('rollback', 'T4')] });
    expect(life.routes).toHaveLength(1);
    expect(life.ledger.at(-1)).toMatchObject({ answer: 'refused', reason: 'no_verified_target' });
    expect(life.notifications).toEqual([expect.objectContaining({ urgency: 'page' })]);
  });

  test('from the fallback a person may go back to a version that served before', () => {
    const life = complete();
    life.command({ kind: 'rollback', to: 'v1', reason: 'bad' });
    expect(life.state?.production).toBe('v1');
    life.command({ kind: 'rollback', to: 'v2', reason: 'still bad' });
    expect(life.ledger.at(-1)).toMatchObject({ answer: 'refused', reason: 'no_verified_target' });
  });

  test('of one region leaves the release in the others where the contract scopes releases by region', () => {
    const life = new Scenario();
    life.startCanary({ gates: { deploy: { canary: ['10%', '100%'], watch: '2h', scope: 'region' } } });
    life.decide({ traffic: [axis('rollback', 'T5', { scope: ['region=west'] })] });
    expect(life.routes.at(-1)?.shares).toEqual({ '*': { v2: 0.1, v1: 0.9 }, west: { v1: 1 } });
    life.tick(1);
    life.decide({ traffic: [axis('promote', 'T20')] });
    expect(life.routes.at(-1)?.shares).toEqual({ '*': { v2: 0.95, v1: 0.05 }, west: { v1: 1 } });
  });

  test('scoped to a region takes the candidate out everywhere by default', () => {
    const life = new Scenario();
    life.startCanary();
    life.decide({ traffic: [axis('rollback', 'T5', { scope: ['region=west'] })] });
    expect(life.routes.at(-1)?.shares).toEqual({ '*': { v1: 1 } });
  });
});
