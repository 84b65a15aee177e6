import { describe, expect, it } from '@jest/globals';
import { DAY, EPOCH, testContract, testPolicy } from '../testing/contract.js';
import { live, NO_HISTORY, quietHour } from '../testing/history.js';
import { applied } from '../testing/report.js';
import type { Report } from '../../report/report.js';

const retrain = { ...testContract().signals.retrain, schedule_ms: 2 * DAY };
const nightly = testPolicy({ signals: { ...testContract().signals, retrain } });
const days = (count: number, parts: (index: number) => Partial<Report> = () => ({})) =>
  live(NO_HISTORY, 24 * count, (index) =>
    quietHour(index, { ...(index === 0 ? { policy: nightly } : {}), ...parts(index) }),
  ).decisions.filter(({ headline, heartbeat }) => headline === 'RETRAIN' && !heartbeat);

describe('T21, a schedule', () => {
  it('orders a retraining when it is due, for no other reason, and tells nobody', () => {
    const [decision, ...others] = days(3);
    expect(others).toEqual([]);
    expect(decision).toMatchObject({
      rule: 'T21',
      reason: 'policy',
      window: [expect.any(Number), EPOCH + 2 * DAY],
    });
    expect(decision?.vector).toMatchObject({ model: [{ do: 'retrain' }], people: [{ do: 'none' }] });
    expect(decision?.incident_id).toBeNull();
  });

  it('prices it', () => {
    expect(days(3)[0]?.paragraph).toContain('The contract asks for a retraining every 2 d');
    expect(days(3)[0]?.evidence.map(({ statistic }) => statistic)).toEqual(['ms', 'loss']);
  });

  it('counts from the last order, and waits for the one under way', () => {
    const ordered = days(5, (index) =>
      index === 36 ? { ledger: [applied(2, 'retrain', { automatic: true })] } : {},
    );
    expect(ordered).toEqual([]);
  });
});
