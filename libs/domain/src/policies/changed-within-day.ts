import { ChangeWatch } from './last-change.js';
import type { PolicyMaker } from './policy.js';
import { SymptomWatch } from './symptoms.js';
import { say, verdictOf } from './words.js';

const DAY_MS = 86_400_000;
/** Windows in which it must alarm, of this many. */
const WITHIN = 3;
const ENOUGH = 2;

/**
 * What good on-call engineers do first: something alarms and something was changed within 24 hours, so take it back;
 * nothing was changed, so page. Strong and simple: beat it.
 */
export const changedWithinDay: PolicyMaker = {
  name: 'changed-within-24h',
  create() {
    const symptoms = new SymptomWatch();
    const changes = new ChangeWatch();
    let recent: boolean[] = [];
    return (report) => {
      const change = changes.look(report);
      const seen = symptoms.look(report);
      recent = [...recent, seen.length > 0].slice(-WITHIN);
      if (recent.filter(Boolean).length < ENOUGH) return verdictOf();
      const reason = seen.map(({ what }) => what).join(', ') || 'alarmed';
      const people = [say('page', reason)] as const;
      if (!change || report.window[1] - change.at > DAY_MS) return verdictOf({ people });
      return verdictOf({
        traffic: [say('rollback', reason, change.target === null ? {} : { target: change.target })],
        people,
      });
    };
  },
};
