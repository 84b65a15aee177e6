import type { Scenario } from '../play/scenario.js';

/** A model that is as good as ever is trained again because a calendar says so. */
export const nightlyRetrain: Scenario = {
  name: 'nightly retrain',
  base: 1_440,
  windows: 6,
  rows: 400,
  contract: { signals: { retrain: { schedule: 'daily', cooldown: '1d' } } },
  stage: () => undefined,
  expected: {
    rule: 'T21',
    headline: 'RETRAIN',
    vector: { traffic: ['continue all'], data: ['clean all'], model: ['retrain all'], people: ['none all'] },
    done: ['retrain'],
  },
};
