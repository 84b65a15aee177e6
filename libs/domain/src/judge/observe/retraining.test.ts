import { describe, expect, it } from '@jest/globals';
import type { LedgerAction, LedgerEntry } from '../../lifecycle/ledger.js';
import { HOUR } from '../testing/contract.js';
import { applied } from '../testing/report.js';
import { observeRetraining, retrainBlocked, RETRAIN_START, type RetrainState } from './retraining.js';

const DAY = 24 * HOUR;
const hear = (
  state: RetrainState,
  hour: number,
  action: LedgerAction,
  entry: Partial<LedgerEntry> = {},
): RetrainState => observeRetraining(state, applied(1, action, entry), hour * HOUR, DAY);

describe('retraining as the ledger tells it', () => {
  const ordered = hear(RETRAIN_START, 0, 'retrain');

  it('is under way from our order until the new version serves', () => {
    expect(retrainBlocked(ordered, 50 * HOUR)).toBe('under_way');
    expect(retrainBlocked(hear(ordered, 60, 'complete'), 60 * HOUR)).toBeNull();
  });

  it('of a person blocks nothing', () => {
    expect(retrainBlocked(hear(RETRAIN_START, 0, 'retrain', { automatic: false }), HOUR)).toBeNull();
  });

  it('that was refused blocks nothing', () => {
    expect(retrainBlocked(hear(RETRAIN_START, 0, 'retrain', { answer: 'refused' }), HOUR)).toBeNull();
  });

  it('cools down 24, 48, 96, 96 hours after failures in a row', () => {
    let state = RETRAIN_START;
    const cooling = [1, 2, 3, 4].map((attempt) => {
      state = hear(hear(state, attempt * 1000, 'retrain'), attempt * 1000, 'validate', { answer: 'refused' });
      return ((state.cooling_until ?? 0) - attempt * 1000 * HOUR) / HOUR;
    });
    expect(cooling).toEqual([24, 48, 96, 96]);
    expect(retrainBlocked(state, 4000 * HOUR + 95 * HOUR)).toBe('cooling_down');
    expect(retrainBlocked(state, 4000 * HOUR + 96 * HOUR)).toBeNull();
  });
});
