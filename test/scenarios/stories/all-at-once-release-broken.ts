import type { Scenario } from '../play/scenario.js';
import { deploy } from '../play/contract.js';
import { everyOther } from '../play/share.js';

/** A version that goes to everybody at once and fails every second request: nobody is left to compare with. */
export const allAtOnce: Scenario = {
  name: 'all-at-once release broken',
  base: 60,
  windows: 26,
  rows: 200,
  contract: { gates: deploy({ canary: ['100%'], holdback: '0%' }) },
  orders: [{ version: 'v2', at: 8 }],
  stage(site) {
    const fails = everyOther(0.5);
    site.effects.push((draft) => {
      if (draft.version === 'v2' && fails()) draft.status = 'error';
    });
  },
  expected: {
    rule: 'T4',
    headline: 'ROLLBACK',
    vector: { traffic: ['rollback all'], data: ['clean all'], model: ['veto all'], people: ['page all'] },
    done: ['rollback'],
    beside: ['T7'],
  },
};
