import type { Scenario } from '../play/scenario.js';
import { risingAmounts } from '../play/rising-amounts.js';

/** Inputs drift away while truth takes a month: nobody can say yet whether it does harm. */
export const labelDelay: Scenario = {
  name: 'label delay',
  base: 1_440,
  windows: 22,
  rows: 1_200,
  labels: { delay: 28_000, by: 43_200 },
  stage(site, minute) {
    site.effects.push(risingAmounts(minute(6), minute(1)));
  },
  expected: {
    rule: 'T14',
    headline: 'HOLD',
    vector: { traffic: ['hold all'], data: ['clean all'], model: ['watch all'], people: ['ticket all'] },
  },
};
