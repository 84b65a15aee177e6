import { describe, expect, test } from '@jest/globals';
import { axis, HOUR, Scenario } from './testing/scenario.js';

const promote = { traffic: [axis('promote', 'T20')] };
const hold = { traffic: [axis('hold', 'T16')] };

describe('a release under automation', () => {
  test('goes through its canary, is watched and completes; every step is one route revision', () => {
    const life = new Scenario();
    life.startCanary();
    life.decide(promote);
    life.tick(2);
    life.decide(promote);
    life.tick(1);
    expect(life.state?.release?.stage).toBe('watching');
    life.tick(4);
    expect(life.state?.release).toBeNull();
    expect(life.state).toMatchObject({
      production: 'v2',
      predecessors: ['v1'],
      versions: { v1: { stage: 'retired' } },
    });
    expect(
      life.routes.map(({ revision, release_epoch, step, shares, roles }) => [
        revision,
        release_epoch,
        step,
        shares['*'],
        roles,
      ]),
    ).toEqual([
      [1, 1, -1, { v1: 1 }, { v1: 'sole' }],
      [2, 2, 0, { v2: 0.1, v1: 0.9 }, { v2: 'candidate', v1: 'control' }],
      [3, 2, 1, { v2: 0.5, v1: 0.5 }, { v2: 'candidate', v1: 'control' }],
      [4, 3, 2, { v2: 0.95, v1: 0.05 }, { v2: 'candidate', v1: 'holdback' }],
      [5, 4, -1, { v2: 1 }, { v2: 'sole' }],
    ]);
  });

  test('keeps a holdback for the watch only, or none where the contract says so', () => {
    const life = new Scenario();
    life.startCanary({ gates: { deploy: { canary: ['50%', '100%'], watch: '2h', holdback: '0%' } } });
    life.decide(promote);
    life.tick(5);
    expect(
      life.routes.slice(-2).map(({ shares, roles, release_epoch }) => [shares['*'], roles, release_epoch]),
    ).toEqual([
      [{ v2: 1 }, { v2: 'sole' }, 3],
      [{ v2: 1 }, { v2: 'sole' }, 3],
    ]);
  });

  test('takes a promotion that was decided before the step was known as superseded', () => {
    const life = new Scenario();
    life.startCanary({ source: { predictions: 'p', clock: 'replay', lag: 3 } });
    life.tick(2);
    life.decide(promote);
    life.tick(1);
    life.decide({ traffic: [axis('continue', 'T22')] });
    life.decide(promote);
    expect(life.story.at(-1)).toBe('step superseded: decided before step 1 was known');
    life.tick(3);
    life.decide(promote);
    expect(life.story.at(-2)).toBe('step applied: T20 says promote');
  });

  test('stands still while the newest decision holds, and goes on when it no longer does', () => {
    const life = new Scenario();
    life.startCanary();
    life.decide(hold);
    expect(life.state?.release?.stage).toBe('held');
    expect(life.routes).toHaveLength(2);
    life.tick(1);
    life.decide({});
    expect(life.state?.release?.stage).toBe('canary');
    expect(life.story.slice(-2)).toEqual([
      'hold applied: T16 says hold',
      'resume applied: nothing holds it any more',
    ]);
  });

  test('does not complete while it is held in its watch', () => {
    const life = new Scenario();
    life.startCanary();
    life.decide(promote);
    life.tick(1);
    life.decide(promote);
    life.tick(1);
    life.decide(hold);
    life.tick(9);
    expect(life.state?.release?.stage).toBe('held');
    life.decide({});
    life.tick(1);
    expect(life.state?.production).toBe('v2');
  });

  test('is drained to no share and kept; only a person lets it go on, from its first step', () => {
    const life = new Scenario();
    life.startCanary();
    life.decide({ traffic: [axis('drain', 'T6')] });
    expect(life.routes.at(-1)).toMatchObject({
      shares: { '*': { v1: 1 } },
      roles: { v1: 'sole' },
      release_epoch: 3,
    });
    life.tick(2);
    life.decide(promote);
    expect(life.ledger.at(-1)).toMatchObject({ action: 'step', answer: 'refused', reason: 'drained' });
    life.command({ kind: 'promote', version: null });
    expect(life.routes.at(-1)).toMatchObject({ shares: { '*': { v2: 0.1, v1: 0.9 } }, release_epoch: 4 });
  });

  test('waits in the queue behind the release in flight, and a newer version takes its place there', () => {
    const life = new Scenario();
    life.startCanary();
    for (const version of ['v3', 'v4']) {
      life.retrain({ version });
      life.finish();
      life.finish();
    }
    expect(life.state).toMatchObject({ queued: { version: 'v4' }, versions: { v3: { stage: 'retired' } } });
    life.decide({ traffic: [axis('rollback', 'T5')] });
    life.tick(1);
    expect(life.state?.release).toMatchObject({ version: 'v4', control: 'v1', stage: 'canary' });
  });

  test('does not start while a decision holds', () => {
    const life = new Scenario();
    life.startServing();
    life.tick(1);
    life.decide(hold);
    life.retrain();
    life.finish();
    life.finish();
    life.tick(2);
    expect(life.state).toMatchObject({ release: null, queued: { version: 'v2' } });
    life.decide({});
    expect(life.state?.release?.version).toBe('v2');
  });

  test('ignores a decision about a release that is not in flight', () => {
    const life = new Scenario();
    life.startCanary();
    for (const action of ['rollback', 'drain', 'promote'] as const) {
      life.decide({ traffic: [axis(action, 'T5')] }, { release: 'another' });
      expect(life.ledger.at(-1)?.answer).toBe('superseded');
    }
    expect(life.state?.release?.stage).toBe('canary');
  });

  test('counts the watch from the first window that shows the step', () => {
    const life = new Scenario();
    life.startCanary({ source: { predictions: 'p', clock: 'replay', lag: 3 } });
    for (const _ of [1, 2]) {
      life.tick(4);
      life.decide(promote);
    }
    const { stepped_at, watch_until } = life.state!.release!;
    expect(watch_until).toBe(stepped_at + 3 * HOUR + 4 * HOUR);
  });
});
