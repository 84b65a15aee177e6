import { FIRST_CONCEPT, scoreOf } from '../../../benchmarks/incidents/traffic/concept.js';
import type { Scenario } from '../play/scenario.js';
import { everyOther } from '../play/share.js';

/** A bad candidate in the middle of an outage of both versions: neither hides the other. */
export const canaryBrokenDuringOutage: Scenario = {
  name: 'canary broken during an outage',
  base: 60,
  windows: 26,
  rows: 400,
  orders: [{ version: 'v2', at: 3 }],
  stage(site, minute) {
    const fails = everyOther(0.6);
    const turns = everyOther(0.6);
    site.effects.push((draft) => {
      const score = scoreOf(FIRST_CONCEPT, draft.features);
      draft.score = draft.version === 'v2' && turns() ? 1 - score : score;
      if (draft.minute >= minute(12) && draft.minute < minute(24) && fails()) draft.status = 'error';
    });
  },
  expected: {
    rule: 'T5',
    headline: 'ROLLBACK',
    vector: { traffic: ['rollback all'], data: ['clean all'], model: ['veto all'], people: ['page all'] },
    done: ['rollback'],
    beside: ['T7', 'T16'],
  },
};
