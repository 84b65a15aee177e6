import type { Scenario } from '../play/scenario.js';

/** A retraining is due, and every label is what became of the model’s own decisions. */
export const feedbackLoop: Scenario = {
  name: 'feedback loop',
  base: 1_440,
  windows: 6,
  rows: 400,
  contract: {
    labels: { kind: 'complete', horizon: '50m', source: 'crm', influenced_by_decision: true },
    signals: { retrain: { schedule: 'daily', cooldown: '1d' } },
  },
  stage: () => undefined,
  expected: {
    rule: 'T15',
    headline: 'HOLD',
    vector: { traffic: ['continue all'], data: ['clean all'], model: ['veto all'], people: ['ticket all'] },
  },
};
