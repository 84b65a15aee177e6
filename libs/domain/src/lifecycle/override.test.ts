import { describe, expect, test } from '@jest/globals';
import type { RuleId } from '../judge/verdict.js';
import { axis, HOUR, Scenario } from './testing/scenario.js';

const traffic = (action: 'rollback' | 'drain' | 'hold' | 'promote', rule: RuleId, scope = ['all']) => ({
  traffic: [axis(action, rule, { scope })],
});

function canary(more: Record<string, unknown> = {}): Scenario {
  const life = new Scenario();
  life.startCanary(more);
  return life;
}

const override = (life: Scenario, decision = 'decision-1') =>
  life.command({ kind: 'override', decision, reason: 'the alarm was ours' });

/** Id of the newest decision the scenario made. */
const newest = (life: Scenario): string =>
  life.inputs.flatMap((input) => (input.kind === 'decision' ? [input.decision.decision_id] : [])).at(-1) ??
  '';

describe('overriding', () => {
  test('a rollback stands on the ledger with its reason, and the version may be promoted again', () => {
    const life = canary();
    life.decide(traffic('rollback', 'T5'));
    override(life, newest(life));
    expect(life.ledger.slice(-2)).toMatchObject([
      {
        action: 'override',
        answer: 'applied',
        reason: 'the alarm was ours',
        overrides: newest(life),
        version: 'v2',
        automatic: false,
      },
      { action: 'lift', answer: 'applied', version: 'v2' },
    ]);
    expect(life.state).toMatchObject({
      quarantined_digests: [],
      production: 'v1',
      versions: { v2: { stage: 'staged' } },
    });
    life.command({ kind: 'promote', version: 'v2' });
    expect(life.state?.release).toMatchObject({ version: 'v2', step: 0 });
  });

  test('a rollback of one region gives the candidate that region again', () => {
    const life = canary({ gates: { deploy: { canary: ['10%', '100%'], scope: 'region' } } });
    life.decide(traffic('rollback', 'T5', ['region=west']));
    expect(life.state?.release?.without).toEqual(['west']);
    override(life, newest(life));
    expect(life.state?.release?.without).toEqual([]);
    expect(Object.keys(life.routes.at(-1)?.shares ?? {})).toEqual(['*']);
  });

  test('a drain lets the candidate start over at the first step', () => {
    const life = canary();
    life.decide(traffic('drain', 'T6'));
    override(life, newest(life));
    expect(life.state?.release).toMatchObject({ stage: 'canary', step: 0 });
    expect(life.routes.at(-1)?.shares).toEqual({ '*': { v1: 0.9, v2: 0.1 } });
  });

  test('a hold lets the release go on', () => {
    const life = canary();
    life.decide(traffic('hold', 'T16'));
    override(life, newest(life));
    expect(life.state).toMatchObject({ hold: null, release: { stage: 'canary' } });
  });

  test('a promotion holds the release where it is', () => {
    const life = canary();
    life.decide(traffic('promote', 'T20'));
    override(life, newest(life));
    expect(life.state).toMatchObject({ hold: { by: 'person' }, release: { stage: 'held', step: 1 } });
  });

  test('a quarantine gives the range back to training', () => {
    const life = canary();
    const range = [0, HOUR] as const;
    life.decide({ data: [axis('quarantine', 'T10', { range, scope: ['labels'] })] });
    expect(life.state?.quarantined_ranges).toHaveLength(1);
    override(life, newest(life));
    expect(life.state?.quarantined_ranges).toEqual([]);
    expect(life.ledger.at(-1)).toMatchObject({ action: 'lift', range, scope: ['labels'] });
  });

  test('a retraining rejects the version it made', () => {
    const life = new Scenario();
    life.startServing();
    life.tick(2);
    life.decide({ model: [axis('retrain', 'T11', { range: [0, HOUR] as const })] });
    override(life, newest(life));
    expect(life.state?.versions['v2']?.stage).toBe('rejected');
    life.finish();
    expect(life.story.at(-1)).toBe('train superseded: version is rejected');
  });

  test('what a person approved is undone under the id of the decision that asked for it', () => {
    const life = canary();
    life.apply({ automation: 'manual' });
    life.decide(traffic('rollback', 'T5'));
    const decision = newest(life);
    life.command({ kind: 'approve', subject: decision });
    expect(life.state?.versions['v2']?.stage).toBe('quarantined');
    override(life, decision);
    expect(life.state?.versions['v2']?.stage).toBe('staged');
  });

  test('a decision that was only written down is recorded as wrong and changes nothing', () => {
    const life = canary({ automation: { rollback: 'dry-run', promote: 'auto', validate: 'auto' } });
    life.decide(traffic('rollback', 'T5'));
    const routes = life.routes.length;
    override(life, newest(life));
    expect(life.story.at(-1)).toBe('override applied: the alarm was ours');
    expect(life.routes).toHaveLength(routes);
  });

  test('a second time, or of a decision nobody made, changes nothing', () => {
    const life = canary();
    life.decide(traffic('drain', 'T6'));
    override(life, newest(life));
    const routes = life.routes.length;
    override(life, newest(life));
    expect(life.routes).toHaveLength(routes);
    override(life, 'nobody');
    expect(life.story.at(-1)).toMatch(/^override refused: unknown_decision/);
  });

  test('what has moved on since is told so', () => {
    const life = canary();
    life.decide(traffic('drain', 'T6'));
    life.command({ kind: 'rollback', to: null, reason: 'by hand' });
    override(life);
    const decision = newest(life);
    override(life, decision);
    expect(life.ledger.at(-1)).toMatchObject({ action: 'resume', answer: 'superseded' });
  });
});

describe('lifting', () => {
  test('frees a quarantined digest named by its beginning', () => {
    const life = canary();
    life.state = { ...life.state!, quarantined_digests: ['abcdef0123456789'] };
    life.command({ kind: 'lift', digest: 'abcdef01', reason: 'rebuilt and checked' });
    expect(life.state.quarantined_digests).toEqual([]);
    expect(life.story.at(-1)).toBe('lift applied: rebuilt and checked');
  });

  test('of a digest that is not quarantined is refused with those that are', () => {
    const life = canary();
    life.decide(traffic('rollback', 'T5'));
    life.command({ kind: 'lift', digest: 'sha-v9', reason: 'x' });
    expect(life.story.at(-1)).toBe('lift refused: sha-v9 is not quarantined; quarantined: sha-v2');
  });
});
