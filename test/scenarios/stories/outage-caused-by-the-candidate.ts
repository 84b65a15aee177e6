import type { Scenario } from '../play/scenario.js';
import { everyOther } from '../play/share.js';

/** The candidate wears down a store both versions read: with its first share answers of both fail. */
export const candidateOverload: Scenario = {
  name: 'outage caused by the candidate',
  base: 60,
  windows: 30,
  rows: 300,
  orders: [{ version: 'v2', at: 10 }],
  stage(site) {
    const fails = everyOther(0.6);
    let minuteOfCandidate = -Infinity;
    site.effects.push((draft) => {
      if (draft.version === 'v2') minuteOfCandidate = draft.minute;
      if (draft.minute - minuteOfCandidate < 30 && fails()) draft.status = 'error';
    });
  },
  expected: {
    rule: 'T6',
    headline: 'PAUSE',
    vector: { traffic: ['drain all'], data: ['clean all'], model: ['veto all'], people: ['page all'] },
    done: ['drain'],
  },
};
