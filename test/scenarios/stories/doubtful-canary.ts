import type { Scenario } from '../play/scenario.js';
import { FIRST_CONCEPT, scoreOf } from '../../../benchmarks/incidents/traffic/concept.js';
import { everyOther } from '../play/share.js';

/** A candidate that answers wrongly somewhat more often: doubt comes hours before proof. */
export const doubtfulCanary: Scenario = {
  name: 'doubtful canary',
  base: 60,
  windows: 30,
  rows: 500,
  orders: [{ version: 'v2', at: 2 }],
  stage(site) {
    const turns = everyOther(0.4);
    site.effects.push((draft) => {
      const score = scoreOf(FIRST_CONCEPT, draft.features);
      draft.score = draft.version === 'v2' && turns() ? 1 - score : score;
    });
  },
  expected: {
    rule: 'T16',
    headline: 'PAUSE',
    vector: { traffic: ['hold all'], data: ['clean all'], model: ['keep all'], people: ['ticket all'] },
    done: ['rollback'],
    beside: ['T5'],
  },
};
