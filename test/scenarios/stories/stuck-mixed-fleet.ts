import type { Scenario } from '../play/scenario.js';
import { everyOther } from '../play/share.js';

/** Two thirds of the servers that should have got the candidate went on with the version before it. */
export const stuckFleet: Scenario = {
  name: 'stuck mixed fleet',
  base: 60,
  windows: 18,
  rows: 400,
  orders: [{ version: 'v2', at: 2 }],
  stage(site) {
    const stuck = everyOther(0.66);
    site.effects.push((draft) => {
      if (draft.version === 'v2' && stuck()) draft.version = 'v1';
    });
  },
  expected: {
    rule: 'T9',
    headline: 'PAUSE',
    vector: { traffic: ['hold all'], data: ['clean all'], model: ['keep all'], people: ['page all'] },
  },
};
