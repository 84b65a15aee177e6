import type { Scenario } from '../play/scenario.js';
import { everyOther } from '../play/share.js';

/** The feature store of one region loses most values of a source; artifact and runtime are right. */
export const staleReplica: Scenario = {
  name: 'stale feature replica in one region',
  base: 5,
  windows: 62,
  rows: 420,
  stage(site, minute) {
    const missing = everyOther(0.6);
    site.effects.push((draft) => {
      if (draft.region === 'eu' && draft.minute >= minute(52) && missing()) draft.features['visits'] = null;
    });
  },
  expected: {
    rule: 'T3',
    headline: 'FIX_DATA',
    vector: {
      traffic: ['continue all'],
      data: ['quarantine region=eu source=web'],
      model: ['veto region=eu', 'veto region=ap region=us'],
      people: ['page region=eu'],
    },
    done: ['quarantine'],
  },
};
