import type { Scenario } from '../play/scenario.js';
import { everyOther } from '../play/share.js';

const often = everyOther(0.4);
const rarely = everyOther(0.15);

/** A candidate that knows better who will leave, and drives customers away all the same. */
export const worseConversion: Scenario = {
  name: 'better AUC and worse conversion',
  base: 60,
  windows: 20,
  rows: 500,
  contract: {
    source: { outcomes: 'better-AUC-and-worse-conversion.outcomes' },
    kpis: { conversion: { unit: 'request', better: 'higher', horizon: '1h' } },
  },
  orders: [{ version: 'v2', at: 3 }],
  stage(site) {
    site.effects.push((draft) => {
      if (draft.version === 'v2') draft.score = draft.chance;
    });
  },
  follow({ model, version, prediction_id, event_time }) {
    const buys = version === 'v2' ? rarely() : often();
    const at = Number(event_time) + 600_000;
    const value = { model, prediction_id, unit_id: null, kpi: 'conversion', value: 1, event_time: at };
    return buys ? [{ topic: 'outcomes', arrivesAt: at + 1_000, value }] : [];
  },
  expected: {
    rule: 'T5',
    headline: 'ROLLBACK',
    vector: { traffic: ['rollback all'], data: ['clean all'], model: ['veto all'], people: ['page all'] },
    done: ['rollback'],
    beside: ['T16'],
  },
};
