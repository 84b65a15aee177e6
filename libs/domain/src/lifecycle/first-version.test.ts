import { describe, expect, test } from '@jest/globals';
import { Scenario } from './testing/scenario.js';

describe('the first version of a model', () => {
  test('serves everything at once, before any tick, at revision 1 and in the role sole', () => {
    const life = new Scenario();
    life.startServing({ automation: 'dry-run' });
    expect(life.routes).toEqual([
      expect.objectContaining({
        revision: 1,
        release: 'none',
        release_epoch: 1,
        roles: { v1: 'sole' },
        shares: { '*': { v1: 1 } },
        artifacts: { v1: 'sha-v1' },
        step: -1,
        decided_at: 0,
      }),
    ]);
    expect(life.state).toMatchObject({
      production: 'v1',
      release: null,
      versions: { v1: { stage: 'production' } },
    });
    expect(life.story).toEqual([
      'contract applied: version 1',
      'retrain applied: by hand',
      'train applied: 400 rows',
      'validate applied: ordered',
      'validate applied: all gates passed',
      'stage applied: all gates passed',
      'complete applied: first version of the model',
    ]);
    expect(life.ledger.every(({ at }) => at === null)).toBe(true);
  });

  test('brings the reference profile into a new model record from window 0', () => {
    const life = new Scenario();
    life.startServing();
    const records = life.effects.flatMap((effect) => (effect.kind === 'model' ? [effect.record] : []));
    expect(
      records.map(({ contract_version, effective_from, reference }) => [
        contract_version,
        effective_from,
        reference?.digest,
      ]),
    ).toEqual([
      [1, 0, undefined],
      [1, 0, 'profile-v1'],
    ]);
  });

  test('is rejected, and nothing is routed, when it fails a gate', () => {
    const life = new Scenario();
    life.apply();
    life.retrain();
    life.finish('fails its gates');
    expect(life.routes).toEqual([]);
    expect(life.state?.versions['v1']?.stage).toBe('rejected');
    expect(life.ledger.at(-1)).toMatchObject({ action: 'train', answer: 'refused', reason: 'gates_failed' });
  });
});
