import type { Scenario } from '../play/scenario.js';

/** One region stops sending answers. */
export const regionSilent: Scenario = {
  name: 'one region silent',
  base: 5,
  windows: 26,
  rows: 120,
  stage(site, minute) {
    site.effects.push((draft) => {
      if (draft.region === 'us' && draft.minute >= minute(15)) draft.lost = true;
    });
  },
  expected: {
    rule: 'T17',
    headline: 'HOLD',
    vector: {
      traffic: ['hold region=us'],
      data: ['clean all'],
      model: ['veto all'],
      people: ['page region=us'],
    },
  },
};
