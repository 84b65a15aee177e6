import type { Scenario } from '../play/scenario.js';
import { everyOther } from '../play/share.js';

/** Something everybody needs fails most requests of an afternoon; nothing of ours was changed. */
export const dependencyOutage: Scenario = {
  name: 'dependency outage',
  base: 60,
  windows: 26,
  rows: 200,
  stage(site, minute) {
    const fails = everyOther(0.6);
    site.effects.push((draft) => {
      if (draft.minute >= minute(15) && draft.minute < minute(22) && fails()) draft.status = 'error';
    });
  },
  expected: {
    rule: 'T7',
    headline: 'HOLD',
    vector: { traffic: ['hold all'], data: ['clean all'], model: ['veto all'], people: ['page all'] },
  },
};
