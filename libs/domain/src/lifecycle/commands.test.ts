import { describe, expect, test } from '@jest/globals';
import { axis, contractText, Scenario } from './testing/scenario.js';

describe('the command', () => {
  test('apply refuses a contract with every problem found', () => {
    const life = new Scenario();
    life.command({ kind: 'apply', yaml: contractText({ task: 'magic', threshold: 'high' }), file: 'f.yml' });
    expect(life.ledger.at(-1)).toMatchObject({ action: 'contract', answer: 'refused' });
    expect(life.ledger.at(-1)?.reason.split('\n')).toHaveLength(2);
    expect(life.state?.record).toBeNull();
  });

  test('apply of the same contract again changes nothing', () => {
    const life = new Scenario();
    life.apply();
    expect(life.apply()).toHaveLength(1);
    expect(life.story.at(-1)).toBe('contract applied: version 1, unchanged');
  });

  test('apply keeps the slots of features that stay, and gives none twice', () => {
    const life = new Scenario();
    life.apply();
    life.apply({ features: { hour: { type: 'number' } } });
    life.apply({ features: { hour: { type: 'number' }, distance: { type: 'number' } } });
    expect(life.state?.record?.slots.map(({ feature, slot, retired }) => [feature, slot, retired])).toEqual([
      ['distance', 1, true],
      ['hour', 2, false],
      ['distance', 3, false],
    ]);
  });

  test('apply refuses another clock or base window once windows have closed', () => {
    const life = new Scenario();
    life.apply();
    life.apply({ windows: { base: '5m' } });
    expect(life.ledger.at(-1)?.answer).toBe('applied');
    life.tick(1);
    life.apply({ windows: { base: '1h' } });
    life.apply({ windows: { base: '5m' }, source: { predictions: 'p', clock: 'replay' } });
    expect(life.ledger.slice(-2).map(({ answer }) => answer)).toEqual(['refused', 'refused']);
  });

  test('apply refuses a contract of another model', () => {
    const life = new Scenario();
    life.apply({ model: 'churn' });
    expect(life.story.at(-1)).toMatch(/^contract refused: the contract is of model churn/);
  });

  test.each([
    [{ kind: 'approve', subject: 'x' }, 'approve'],
    [{ kind: 'reject', subject: 'x', reason: '' }, 'reject'],
    [{ kind: 'promote', version: null }, 'step'],
    [{ kind: 'pause', reason: '' }, 'hold'],
    [{ kind: 'override', decision: 'x', reason: '' }, 'override'],
    [{ kind: 'lift', digest: 'x', reason: '' }, 'lift'],
    [{ kind: 'rollback', to: null, reason: '' }, 'rollback'],
    [{ kind: 'retrain', reason: '', data: 'f', pipeline: null, version: null }, 'retrain'],
  ] as const)('%j is refused for a model without a contract', (body, action) => {
    const life = new Scenario();
    life.command(body);
    expect(life.ledger).toEqual([expect.objectContaining({ action, answer: 'refused' })]);
  });

  test('promote goes to the next step without waiting for the judge', () => {
    const life = new Scenario();
    life.startCanary();
    life.command({ kind: 'promote', version: null });
    expect(life.state?.release).toMatchObject({ step: 1, share: 0.5 });
    expect(life.ledger.at(-1)).toMatchObject({
      action: 'step',
      answer: 'applied',
      automatic: false,
      cause: { actor: 'ada' },
    });
  });

  test('promote brings a retired version back as a release', () => {
    const life = new Scenario();
    life.startCanary();
    life.command({ kind: 'promote', version: null });
    life.command({ kind: 'promote', version: null });
    life.tick(9);
    life.command({ kind: 'promote', version: 'v1' });
    expect(life.state?.release).toMatchObject({ version: 'v1', control: 'v2', stage: 'canary' });
  });

  test.each(['v2', 'v9'])('promote of %s is refused when it is quarantined or unknown', (version) => {
    const life = new Scenario();
    life.startCanary();
    life.command({ kind: 'rollback', to: null, reason: 'bad' });
    life.command({ kind: 'promote', version });
    expect(life.ledger.at(-1)).toMatchObject({ action: 'release', answer: 'refused' });
  });

  test('pause holds until a person promotes, whatever the judge says', () => {
    const life = new Scenario();
    life.startCanary();
    life.command({ kind: 'pause', reason: 'board meeting' });
    life.tick(1);
    life.decide({ traffic: [axis('promote', 'T20')] });
    expect(life.story.at(-1)).toBe('step refused: held: board meeting');
    life.command({ kind: 'promote', version: null });
    expect(life.state?.release).toMatchObject({ stage: 'canary', step: 1 });
  });

  test('rollback goes to the version named', () => {
    const life = new Scenario();
    life.startCanary();
    life.command({ kind: 'rollback', to: 'v1', reason: 'seen on the phone' });
    expect(life.ledger.at(-1)).toMatchObject({
      action: 'rollback',
      answer: 'applied',
      target: 'v1',
      automatic: false,
    });
  });

  test('reject takes a version out of the queue', () => {
    const life = new Scenario();
    life.startCanary();
    life.retrain();
    life.finish();
    life.finish();
    life.command({ kind: 'reject', subject: 'v3', reason: 'wrong data' });
    expect(life.state).toMatchObject({ queued: null, versions: { v3: { stage: 'rejected' } } });
    life.command({ kind: 'reject', subject: 'v2', reason: 'wrong data' });
    expect(life.story.at(-1)).toBe('reject refused: in_traffic: use rollback');
  });

  test('reject of a version that is being made leaves its result unused', () => {
    const life = new Scenario();
    life.startServing();
    life.tick(1);
    life.retrain();
    life.command({ kind: 'reject', subject: 'v2', reason: 'wrong data' });
    life.finish();
    expect(life.story.at(-1)).toBe('train superseded: version is rejected');
  });

  test('retrain refuses a version that exists, and stored data before the first window', () => {
    const life = new Scenario();
    life.startServing();
    life.retrain({ version: 'v1' });
    life.command({ kind: 'retrain', reason: '', data: null, pipeline: null, version: null });
    expect(life.story.slice(-2)).toEqual([
      'retrain refused: version v1 exists',
      'retrain refused: no_data: nothing is stored before the first window, name a file',
    ]);
  });

  test('that cannot be read is refused by the digest of its bytes', () => {
    const life = new Scenario();
    life.feed({ kind: 'malformed', model: 'flights', id: 'ab12', detail: 'body.kind: unknown' });
    expect(life.ledger).toEqual([
      expect.objectContaining({
        answer: 'refused',
        reason: 'malformed: body.kind: unknown',
        cause: expect.objectContaining({ id: 'ab12' }),
      }),
    ]);
  });

  test('sent twice is answered once', () => {
    const life = new Scenario();
    life.startCanary();
    life.command({ kind: 'promote', version: null }, { id: 'same' });
    const before = life.state;
    expect(life.command({ kind: 'promote', version: null }, { id: 'same' })).toEqual([]);
    expect(life.state).toBe(before);
  });
});
