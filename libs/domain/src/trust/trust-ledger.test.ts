import { describe, expect, test } from '@jest/globals';
import { jsonCompiler } from '../lifecycle/testing/json-compiler.js';
import { axis, contractText, HOUR, Scenario } from '../lifecycle/testing/scenario.js';
import { trustLedger } from './trust-ledger.js';

const parsed = jsonCompiler.parse(contractText(), 'flights.yml');
if (!parsed.ok) throw new Error(parsed.problems.join());
const { contract } = parsed;
const YEAR = 31_557_600_000;
const parts = { model: 'flights', contract, over: [0, YEAR / 2] as const, alphas: [] };
const record = (life: Scenario, more: Partial<typeof parts> = {}) =>
  trustLedger({ ...parts, ...more, ledger: life.ledger });
const of = (life: Scenario, action: string) => record(life).actions.find((one) => one.action === action);

function overriddenRollback(automation: unknown = 'auto'): Scenario {
  const life = new Scenario();
  life.startCanary();
  life.apply({ automation });
  life.decide({ traffic: [axis('rollback', 'T5')] }, { decision_id: 'wrong' });
  life.command({ kind: 'override', decision: 'wrong', reason: 'a holiday, not the model' }, { actor: 'ada' });
  return life;
}

describe('the false-action ledger', () => {
  test('counts what was done by itself beside what people took back, with their reasons', () => {
    const life = overriddenRollback();
    expect(of(life, 'rollback')).toMatchObject({ taken: 1, overridden: 1 });
    expect(record(life).overrides).toEqual([
      {
        decision: 'wrong',
        at: 4 * HOUR,
        actor: 'ada',
        reason: 'a holiday, not the model',
        actions: ['rollback'],
      },
    ]);
  });

  test('counts a dry run that a person disagrees with as false too', () => {
    expect(of(overriddenRollback('dry-run'), 'rollback')).toMatchObject({
      taken: 0,
      dry_run: 1,
      overridden: 1,
    });
  });

  test('does not count what people did themselves', () => {
    const life = new Scenario();
    life.startCanary();
    life.command({ kind: 'rollback', to: null, reason: 'by hand' });
    expect(of(life, 'rollback')).toMatchObject({ taken: 0, overridden: 0 });
  });

  test('promises alpha a release, and one false action of the other kinds a model-year', () => {
    const promised = record(overriddenRollback()).actions.map(({ action, promised: limit }) => [
      action,
      limit,
    ]);
    expect(promised).toEqual([
      ['rollback', 0.005],
      ['hold or drain', 0.5],
      ['data', 0.5],
      ['retrain', 0.5],
    ]);
  });

  test('spends alpha by starts: 6/π² of it by the first, 5/4 of that by the second', () => {
    const life = overriddenRollback();
    const release = life.ledger.find(({ action }) => action === 'release')?.release ?? '';
    const start = (j: number) => ({ release, start: j, rollback: 0.00304 / j ** 2, pause: 0.0304 / j ** 2 });
    const [spent] = record(life, { alphas: [start(2), start(1)] as never }).releases;
    expect(spent).toMatchObject({ version: 'v2', start: 2, rollback: 0.00076, promised: 0.005 });
    expect(spent?.spent).toBeCloseTo(0.005 * (6 / Math.PI ** 2) * 1.25, 12);
  });
});
