import { describe, expect, test } from '@jest/globals';
import type { RuleId } from '../judge/verdict.js';
import { axis, Scenario } from './testing/scenario.js';

const quarantine = (rule: RuleId, from: number) => ({
  data: [axis('quarantine', rule, { range: [from, from + 1] as const, scope: ['source=billing'] })],
});

function serving(): Scenario {
  const life = new Scenario();
  life.startCanary();
  return life;
}

describe('the budget of a day of ticks', () => {
  test('lets three automatic actions pass, keeps the fourth for a rollback, and puts the rest before a person', () => {
    const life = serving();
    for (const rule of ['T3', 'T4', 'T7', 'T10'] as const) life.decide(quarantine(rule, 0));
    expect(life.story.slice(-4)).toEqual([
      'quarantine applied: T3 says quarantine',
      'quarantine applied: T4 says quarantine',
      'quarantine applied: T7 says quarantine',
      'quarantine refused: budget_spent',
    ]);
    expect(life.notifications.at(-1)).toMatchObject({ urgency: 'page' });
    life.decide({ traffic: [axis('rollback', 'T5')] });
    expect(life.ledger.at(-1)).toMatchObject({ action: 'rollback', answer: 'applied' });
  });

  test('is full again a day after', () => {
    const life = serving();
    for (const rule of ['T3', 'T4', 'T7'] as const) life.decide(quarantine(rule, 0));
    life.tick(23);
    life.decide(quarantine('T10', 100));
    expect(life.ledger.at(-1)?.reason).toBe('budget_spent');
    life.tick(1);
    life.decide(quarantine('T10', 200));
    expect(life.ledger.at(-1)?.answer).toBe('applied');
  });

  test('a rule that acted twice in a day leaves the third time to a person', () => {
    const life = serving();
    for (const from of [0, 1000, 2000]) life.decide(quarantine('T3', from));
    expect(life.story.slice(-3)).toEqual([
      'quarantine applied: T3 says quarantine',
      'quarantine applied: T3 says quarantine',
      'quarantine refused: rule_repeats',
    ]);
  });

  test('is not touched by steps, by people, or by a range that only grows', () => {
    const life = serving();
    life.decide({ traffic: [axis('promote', 'T20')] });
    life.decide(quarantine('T3', 0));
    life.decide(quarantine('T3', 1));
    life.decide(quarantine('T3', 2));
    life.command({ kind: 'rollback', to: null, reason: 'by hand' });
    expect(life.state?.spent).toHaveLength(1);
    expect(life.state?.quarantined_ranges).toEqual([
      { range: [0, 3], scope: ['source=billing'], rule: 'T3' },
    ]);
  });
});
