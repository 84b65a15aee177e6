import type { Scenery } from './scenery.js';

/** The contract of a site as its owner would write it: what a user knows, defaults for the rest. */
export const siteContract = ({ model, byUnit, base, pace, labelsBy }: Scenery): Record<string, unknown> => ({
  model,
  task: 'binary',
  source: {
    predictions: 'predictions.v1',
    labels: 'labels.v1',
    outcomes: 'outcomes.v1',
    changes: 'changes.v1',
  },
  features: {
    age: { type: 'number', source: 'profile' },
    visits: { type: 'number', source: 'web' },
    amount: { type: 'number', min: 0, max: 2_000, source: 'billing' },
    plan: { type: 'category', source: 'billing' },
  },
  segments: ['region', 'tier'],
  randomised_by: byUnit ? 'unit' : 'request',
  labels: { kind: 'complete', horizon: `${labelsBy}m`, source: 'crm' },
  windows: { base, drift: pace === 'serving' ? '1h' : '6h' },
  gates: {
    deploy: { canary: ['5%', '25%', '50%', '100%'], bake: '30m', watch: pace === 'serving' ? '12h' : '72h' },
    monitor: { slo: { latency_ms: 200, error_rate: 0.01 } },
  },
  owner: 'on-call',
});
