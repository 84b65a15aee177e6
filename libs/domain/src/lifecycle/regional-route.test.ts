import { describe, expect, test } from '@jest/globals';
import { axis, Scenario } from './testing/scenario.js';

const west = { scope: ['region=west'] };

/** v2 in production after v1, no release in flight. */
function complete(more: Record<string, unknown> = {}): Scenario {
  const life = new Scenario();
  life.startCanary(more);
  for (const _ of [1, 2]) {
    life.decide({ traffic: [axis('promote', 'T20')] });
    life.tick(2);
  }
  life.tick(5);
  return life;
}

describe('a wrong artifact in one region', () => {
  test('gives that region back to the version that answers there, and leaves the rest as it is', () => {
    const life = complete();
    life.decide({ traffic: [axis('rollback', 'T1', { ...west, target: 'v1' })] });
    expect(life.routes.at(-1)).toMatchObject({
      shares: { '*': { v2: 1 }, west: { v1: 1 } },
      roles: { v1: 'sole', v2: 'sole' },
      artifacts: { v1: 'sha-v1', v2: 'sha-v2' },
    });
    expect(life.ledger.at(-1)).toMatchObject({
      action: 'rollback',
      answer: 'applied',
      version: 'v2',
      target: 'v1',
      scope: ['region=west'],
    });
  });

  test('quarantines nothing: the version is right elsewhere', () => {
    const life = complete();
    life.decide({ traffic: [axis('rollback', 'T1', { ...west, target: 'v1' })] });
    expect(life.state).toMatchObject({ production: 'v2', quarantined_digests: [], release: null });
  });

  test('is done once: the same again is superseded', () => {
    const life = complete();
    life.decide({ traffic: [axis('rollback', 'T1', { ...west, target: 'v1' })] });
    life.tick();
    life.decide({ traffic: [axis('rollback', 'T1', { ...west, target: 'v1' })] });
    expect(life.ledger.at(-1)).toMatchObject({ answer: 'superseded', scope: ['region=west'] });
    expect(life.routes.at(-1)?.revision).toBe(life.state?.route?.revision);
  });

  test('takes the candidate out of that region while its release goes on elsewhere', () => {
    const life = new Scenario();
    life.startCanary();
    life.decide({ traffic: [axis('rollback', 'T1', { ...west, target: 'v1' })] });
    expect(life.state?.release).toMatchObject({ version: 'v2', without: ['west'] });
    expect(life.routes.at(-1)).toMatchObject({ shares: { west: { v1: 1 } } });
  });

  test('pages where neither a verified version nor a fallback is left', () => {
    const life = new Scenario();
    life.startServing();
    life.tick(2);
    life.decide({ traffic: [axis('rollback', 'T1', west)] });
    expect(life.ledger.at(-1)).toMatchObject({ answer: 'refused', reason: 'no_verified_target' });
    expect(life.notifications.at(-1)).toMatchObject({ urgency: 'page' });
  });
});

describe('inputs broken in one region', () => {
  test('are answered by the fallback there, and by the model elsewhere', () => {
    const life = complete({ fallback: { constant: 0.5 } });
    life.decide({ traffic: [axis('fallback', 'T3', west)] });
    expect(life.routes.at(-1)).toMatchObject({ shares: { '*': { v2: 1 }, west: { fallback: 1 } } });
    expect(life.state?.production).toBe('v2');
  });
});
