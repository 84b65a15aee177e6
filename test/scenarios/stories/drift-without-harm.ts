import type { Scenario } from '../play/scenario.js';
import { risingAmounts } from '../play/rising-amounts.js';

/** Amounts rise day after day; the model does not need them, and truth goes on saying that it is right. */
export const driftWithoutHarm: Scenario = {
  name: 'drift without harm',
  base: 1_440,
  windows: 28,
  rows: 1_500,
  trainingRows: 200_000,
  contract: { labels: { kind: 'complete', horizon: '50m', source: 'crm' } },
  stage(site, minute) {
    site.effects.push(risingAmounts(minute(6), minute(1)));
  },
  expected: {
    rule: 'T19',
    headline: 'HOLD',
    vector: { traffic: ['continue all'], data: ['clean all'], model: ['keep all'], people: ['none all'] },
  },
};
