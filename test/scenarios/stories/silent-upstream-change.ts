import type { Scenario } from '../play/scenario.js';

/** Overnight amounts come in another unit that is as legal as the old one; nobody said anything. */
export const silentUpstreamChange: Scenario = {
  name: 'silent upstream change',
  base: 1_440,
  windows: 22,
  rows: 1_200,
  trainingRows: 200_000,
  stage(site, minute) {
    site.effects.push((draft) => {
      if (draft.minute >= minute(16)) draft.features['amount'] = Number(draft.features['amount']) * 0.45;
    });
  },
  expected: {
    rule: 'T8',
    headline: 'FIX_DATA',
    vector: {
      traffic: ['hold all'],
      data: ['suspect feature=amount'],
      model: ['veto all'],
      people: ['ticket all'],
    },
  },
};
