import type { Scenario } from '../play/scenario.js';

/** Nothing happens. */
export const quietWeek: Scenario = {
  name: 'quiet day',
  base: 60,
  windows: 24,
  rows: 150,
  stage: () => undefined,
  expected: {
    rule: 'T22',
    headline: 'HOLD',
    vector: { traffic: ['continue all'], data: ['clean all'], model: ['keep all'], people: ['none all'] },
  },
};
