import type { Scenario } from '../play/scenario.js';

/** As much truth again as half of the training has come, and nothing presses for another one. */
export const muchNewTruth: Scenario = {
  name: 'much new truth',
  base: 1_440,
  windows: 14,
  rows: 600,
  trainingRows: 8_000,
  stage: () => undefined,
  expected: {
    rule: 'T13',
    headline: 'HOLD',
    vector: { traffic: ['continue all'], data: ['clean all'], model: ['retrain all'], people: ['none all'] },
  },
};
