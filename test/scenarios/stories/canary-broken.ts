import type { Scenario } from '../play/scenario.js';
import { everyOther } from '../play/share.js';

/** A candidate that fails every fifth request beside a sound version. */
export const canaryBroken: Scenario = {
  name: 'canary broken',
  base: 60,
  windows: 16,
  rows: 400,
  orders: [{ version: 'v2', at: 3 }],
  stage(site) {
    const fails = everyOther(0.2);
    site.effects.push((draft) => {
      if (draft.version === 'v2' && fails()) draft.status = 'error';
    });
  },
  expected: {
    rule: 'T5',
    headline: 'ROLLBACK',
    vector: { traffic: ['rollback all'], data: ['clean all'], model: ['veto all'], people: ['page all'] },
    done: ['rollback'],
  },
};
