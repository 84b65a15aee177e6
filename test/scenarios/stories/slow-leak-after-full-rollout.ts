import type { Scenario } from '../play/scenario.js';
import { FIRST_CONCEPT, scoreOf } from '../../../benchmarks/incidents/traffic/concept.js';
import { deploy } from '../play/contract.js';
import { everyOther } from '../play/share.js';

/** Days after its last step a version begins to answer wrongly; a twentieth of the traffic still has the one before. */
export const slowLeak: Scenario = {
  name: 'slow leak after full rollout',
  base: 1_440,
  windows: 35,
  rows: 1_000,
  trainingRows: 200_000,
  contract: {
    gates: { ...deploy({ canary: ['50%', '100%'], holdback: '5%' }), monitor: { risk_tolerance: '30%' } },
    labels: { kind: 'complete', horizon: '50m', source: 'crm' },
  },
  orders: [{ version: 'v2', at: 8 }],
  stage(site, minute) {
    const leaks = everyOther(0.58);
    site.effects.push((draft) => {
      if (draft.version !== 'v2' || draft.minute < minute(25)) return;
      const score = scoreOf(FIRST_CONCEPT, draft.features);
      const sure = score >= 0.5 ? 0.97 : 0.03;
      draft.score = leaks() ? 1 - sure : sure;
    });
  },
  expected: {
    rule: 'T18',
    headline: 'ROLLBACK',
    vector: { traffic: ['rollback all'], data: ['clean all'], model: ['watch all'], people: ['page all'] },
    done: ['rollback'],
    // Answers as sure as the leaking ones were never seen before: T12 says so beside.
    beside: ['T12', 'T16'],
  },
};
