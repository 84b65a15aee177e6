import type { PolicyMaker } from './policy.js';
import { say, verdictOf } from './words.js';

const WEEK_MS = 7 * 86_400_000;
const MONTH_MS = 30 * 86_400_000;

/** Retrains every week on the last thirty days, come what may, and does nothing else. */
export const calendarRetrain: PolicyMaker = {
  name: 'calendar',
  create(contract) {
    const every = contract.signals.retrain.schedule_ms ?? WEEK_MS;
    let next: number | null = null;
    return ({ window: [from, until] }) => {
      next ??= from + every;
      if (until < next) return verdictOf();
      next += every;
      return verdictOf({ model: [say('retrain', 'scheduled', { range: [until - MONTH_MS, until] })] });
    };
  },
};
