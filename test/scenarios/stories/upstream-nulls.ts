import type { Scenario } from '../play/scenario.js';
import { everyOther } from '../play/share.js';

/** A source loses a third of its values in every region. */
export const upstreamNulls: Scenario = {
  name: 'upstream nulls everywhere',
  base: 5,
  windows: 60,
  rows: 200,
  stage(site, minute) {
    const missing = everyOther(0.33);
    site.effects.push((draft) => {
      if (draft.minute >= minute(51) && missing()) draft.features['visits'] = null;
    });
  },
  expected: {
    rule: 'T7',
    headline: 'FIX_DATA',
    vector: {
      traffic: ['hold all'],
      data: ['quarantine source=web'],
      model: ['veto all'],
      people: ['page all'],
    },
    done: ['quarantine'],
  },
};
