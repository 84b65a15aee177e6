import type { Effect } from '../../../benchmarks/incidents/traffic/draft.js';

const DAILY_RISE = 0.05;
const MOST = 2_000;

/** Amounts that rise by a twentieth a day from a minute on: too slowly for any two days to differ. */
export const risingAmounts =
  (from: number, dayMinutes: number): Effect =>
  (draft) => {
    const days = Math.max(0, (draft.minute - from) / dayMinutes);
    draft.features['amount'] = Math.min(MOST, Number(draft.features['amount']) * Math.exp(DAILY_RISE * days));
  };
