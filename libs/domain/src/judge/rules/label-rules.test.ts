import { describe, expect, it } from '@jest/globals';
import { EPOCH, HOUR, testPolicy } from '../testing/contract.js';
import { cohortOf, live, NO_HISTORY, quietHour, told } from '../testing/history.js';
import { applied, cohorts } from '../testing/report.js';

const FAULT_AT = 24 * 17;
const normal = live(NO_HISTORY, FAULT_AT);

describe('T10, labels that cannot be trusted', () => {
  const halved = live(normal, 4, (index) =>
    quietHour(index, {
      cohorts: cohorts(cohortOf(index)).map((cell) => ({ ...cell, labelled: Math.round(cell.n * 0.6) })),
    }),
  );

  it('are quarantined from the first low batch on, and nothing is learnt or promoted', () => {
    const decision = halved.decisions.at(-1);
    expect(decision).toMatchObject({
      headline: 'FIX_DATA',
      rule: 'T10',
      reason: 'label_coverage',
      scope: ['labels'],
      vector: {
        data: [{ do: 'quarantine', scope: ['labels'] }],
        model: [{ do: 'veto' }],
        people: [{ do: 'page' }],
      },
    });
    expect(decision?.vector.data[0]?.range?.[0]).toBe(cohortOf(FAULT_AT));
    expect(decision?.evidence[0]?.value).toBeCloseTo(0.6, 2);
    expect(((decision?.window[0] ?? 0) - EPOCH) / HOUR).toBe(FAULT_AT + 1);
  });

  it('heal with the next good batch', () => {
    expect(told(live(halved, 6)).at(-1)).toBe('HOLD T22 quiet');
  });

  it('are a hard break when no label is positive any more', () => {
    const blank = live(normal, 2, (index) =>
      quietHour(index, { cohorts: cohorts(cohortOf(index), { positives: 0 }) }),
    );
    expect(told(blank).at(-1)).toBe('FIX_DATA T10 label_hard_break');
  });

  it('of an amount are no hard break, however rarely it reaches a half', () => {
    const policy = testPolicy({ task: 'regression' });
    const dry = live(NO_HISTORY, FAULT_AT, (index) => quietHour(index, index === 0 ? { policy } : {}));
    const blank = live(dry, 4, (index) =>
      quietHour(index, { cohorts: cohorts(cohortOf(index), { positives: 0 }) }),
    );
    expect(told(blank).at(-1)).toBe('HOLD T22 quiet');
  });

  it('do not make the risk detector retrain on them', () => {
    const poisoned = live(normal, 24 * 4, (index) =>
      quietHour(index, { cohorts: cohorts(cohortOf(index), { positives: 0, loss: 0.6 }) }),
    );
    expect(poisoned.decisions.some(({ headline }) => headline === 'RETRAIN')).toBe(false);
    expect(poisoned.state?.risk.conditional).toEqual({});
  });
});

describe('T11, scores that no longer mean what they did', () => {
  const worse = (index: number) => quietHour(index, { cohorts: cohorts(cohortOf(index), { loss: 0.24 }) });

  it('waits for the rows a training needs', () => {
    const early = live(normal, 10, worse);
    expect(told(early).at(-1)).toBe('HOLD T22 harm_unknown');
    expect(early.decisions.at(-1)?.why_not.find(({ action }) => action === 'retrain')?.because).toMatch(
      /^(only \d+ of 2000 rows|the loss since the change)/,
    );
  });

  it('orders a retraining on what was made after the onset', () => {
    const decision = live(normal, 24 * 4, worse).decisions.find(({ headline }) => headline === 'RETRAIN');
    expect(decision).toMatchObject({
      rule: 'T11',
      reason: 'relation_changed',
      vector: { people: [{ do: 'ticket' }] },
    });
    const range = decision?.vector.model[0]?.range;
    expect(range?.[0]).toBeGreaterThanOrEqual(cohortOf(FAULT_AT));
    expect(range?.[0]).toBeLessThan(cohortOf(FAULT_AT) + 24 * HOUR);
    expect(decision?.evidence.map(({ statistic }) => statistic)).toEqual(['log_e', 'rows', 'loss']);
  });

  it('is one order when only the mornings changed, whatever the evenings say', () => {
    const mornings = (index: number) => {
      const early = ((cohortOf(index) / HOUR) % 24) - 12 < 0;
      return quietHour(index, { cohorts: cohorts(cohortOf(index), { loss: early ? 0.35 : 0.14 }) });
    };
    const orders = live(normal, 24 * 6, mornings).decisions.filter(
      ({ headline, heartbeat }) => headline === 'RETRAIN' && !heartbeat,
    );
    expect(orders.map(({ scope }) => scope)).toEqual([['all']]);
  });

  it('is for people once three trainings in a row have not passed their gates, until one does', () => {
    const failing = live(normal, 24 * 2, worse);
    const failures = [2, 3, 4].flatMap((n) => [
      applied(2 * n, 'retrain', { automatic: true }),
      applied(2 * n + 1, 'validate', { answer: 'refused' }),
    ]);
    const failed = live(failing, 30, (index) => ({
      ...worse(index),
      ledger: index === 24 * 19 ? failures : [],
    }));
    expect(failed.decisions.at(-1)).toMatchObject({
      rule: 'T11',
      reason: 'trainings_fail',
      vector: { model: [{ do: 'watch' }], people: [{ do: 'page' }] },
    });
    expect(failed.decisions.at(-1)?.evidence[0]).toMatchObject({ statistic: 'failures', value: 3 });
    expect(failed.decisions.at(-1)?.paragraph).toContain('3 trainings in a row did not pass their gates');
    const cured = live(failed, 3, (index) => ({
      ...worse(index),
      ledger:
        index === 24 * 19 + 30 ? [applied(20, 'retrain', { automatic: true }), applied(21, 'complete')] : [],
    }));
    expect(told(cured).at(-1)).not.toContain('trainings_fail');
  });

  it('is not said of a risk within the tolerance of 25 %', () => {
    const within = live(normal, 24 * 6, (index) =>
      quietHour(index, { cohorts: cohorts(cohortOf(index), { loss: 0.18 }) }),
    );
    expect(told(within)).toEqual(['HOLD T22 quiet']);
  });
});
