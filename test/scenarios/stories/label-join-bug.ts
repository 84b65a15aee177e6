import type { Scenario } from '../play/scenario.js';
import { everyOther } from '../play/share.js';

/** From a Wednesday on, whatever label is written comes out wrong half of the time, however old the answer it is about. */
export const labelJoinBug: Scenario = {
  name: 'label join bug',
  base: 1_440,
  windows: 26,
  rows: 900,
  trainingRows: 200_000,
  labels: { delay: 2_000, by: 5_760 },
  stage(site, minute) {
    const wrong = everyOther(0.5);
    site.labelEffects.push((label) => {
      const observed = (label.observedAt - site.scenery.start) / 60_000;
      if (observed >= minute(14) && wrong()) label.value = 1 - label.value;
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
