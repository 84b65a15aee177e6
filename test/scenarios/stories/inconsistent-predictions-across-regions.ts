import type { Scenario } from '../play/scenario.js';
import { deploy } from '../play/contract.js';
import { everyOther } from '../play/share.js';

/** The new version runs with another feature view in one region, where an input then is missing and answers differ. */
export const inconsistentRegions: Scenario = {
  name: 'inconsistent predictions across regions',
  base: 5,
  windows: 66,
  rows: 420,
  contract: { gates: deploy({ canary: ['100%'], holdback: '0%', scope: 'region' }) },
  orders: [{ version: 'v2', at: 2 }],
  stage(site, minute) {
    const missing = everyOther(0.6);
    site.effects.push((draft) => {
      if (draft.version !== 'v2' || draft.region !== 'eu' || draft.minute < minute(56)) return;
      draft.runtime = { ...draft.runtime, feature_view: 'features:2' };
      if (missing()) draft.features['visits'] = null;
    });
  },
  expected: {
    rule: 'T2',
    headline: 'ROLLBACK',
    vector: {
      traffic: ['rollback region=eu'],
      data: ['quarantine region=eu'],
      model: ['veto region=eu', 'veto region=ap region=us'],
      people: ['page region=eu'],
    },
    done: ['rollback', 'quarantine'],
  },
};
