import type { Scenario } from '../play/scenario.js';
import { everyOther } from '../play/share.js';

/** Four labels of ten stop coming. */
export const labelsStop: Scenario = {
  name: 'labels stop coming',
  base: 1_440,
  windows: 22,
  rows: 700,
  trainingRows: 200_000,
  stage(site, minute) {
    const lost = everyOther(0.4);
    site.labelEffects.push((label) => {
      if (label.draft.minute >= minute(16) && lost()) label.lost = true;
    });
  },
  expected: {
    rule: 'T10',
    headline: 'FIX_DATA',
    vector: {
      traffic: ['continue all'],
      data: ['quarantine labels'],
      model: ['veto all'],
      people: ['page all'],
    },
    done: ['quarantine'],
  },
};
