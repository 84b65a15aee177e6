import type { LedgerEntry } from '../../lifecycle/ledger.js';

/** Where retraining stands, as the ledger tells it: under way since an order, and how often it failed in a row. */
export interface RetrainState {
  readonly ordered_at: number | null;
  readonly under_way: boolean;
  readonly failures: number;
  /** No new order before this moment (ms). */
  readonly cooling_until: number | null;
}

/** Nothing was ever ordered. */
export const RETRAIN_START: RetrainState = {
  ordered_at: null,
  under_way: false,
  failures: 0,
  cooling_until: null,
};

const MOST_DOUBLINGS = 2;

/** Folds an entry: an order of ours (not a person's) starts the cool-down, a failure doubles it (24 → 48 → 96 h), a new version ends it all. */
export function observeRetraining(
  state: RetrainState,
  entry: LedgerEntry,
  now: number,
  cooldown: number,
): RetrainState {
  const { action, answer } = entry;
  if (action === 'retrain' && answer === 'applied' && entry.automatic)
    return { ...state, ordered_at: now, under_way: true, cooling_until: now + cooldown };
  if (!state.under_way) return state;
  const failed =
    (action === 'reject' && answer === 'applied') ||
    ((action === 'train' || action === 'validate') && answer === 'refused');
  if (failed || (action === 'rollback' && answer === 'applied')) {
    const cooling = now + cooldown * 2 ** Math.min(state.failures, MOST_DOUBLINGS);
    return { ...state, under_way: false, failures: state.failures + 1, cooling_until: cooling };
  }
  if (action === 'complete' && answer === 'applied') return { ...state, under_way: false, failures: 0 };
  return state;
}

/** Why no retraining may be ordered now; null when one may. */
export function retrainBlocked(state: RetrainState, now: number): 'under_way' | 'cooling_down' | null {
  if (state.under_way) return 'under_way';
  return state.cooling_until !== null && now < state.cooling_until ? 'cooling_down' : null;
}
