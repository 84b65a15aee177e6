import type { PolicyMaker } from './policy.js';
import { say, verdictOf } from './words.js';

const DAY_MS = 86_400_000;

/** Retrains once a day, at the first window that ends on or after midnight UTC, whatever the evidence says. */
export const nightlyRetrain: PolicyMaker = {
  name: 'nightly-retrain',
  create: () => {
    let night: number | null = null;
    return ({ window }) => {
      const day = Math.floor(window[1] / DAY_MS);
      const due = night !== null && day > night;
      night = day;
      return due ? verdictOf({ model: [say('retrain', 'it is night')] }) : verdictOf();
    };
  },
};
