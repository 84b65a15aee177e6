import { modelOf } from './place.js';
import type { Scenario } from './scenario.js';

const BASE = { 5: '5m', 60: '1h', 1440: '1d' } as const;

/** How many windows pass before what was decided is in force. */
export const LAG = 2;

/** Gates of a contract whose releases advance otherwise than three steps do. */
export const deploy = (gates: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
  deploy: { ...DEPLOY, ...gates },
  monitor: MONITOR,
});

const DEPLOY = { canary: ['30%', '60%', '100%'], bake: '1h', watch: '60d' };
const MONITOR = { slo: { latency_ms: 400, error_rate: 0.02 } };

/** The contract of a scenario as its owner would write it; JSON text is YAML. */
export function contractOf(scenario: Scenario): string {
  const model = modelOf(scenario);
  const base = BASE[scenario.base];
  const { source, ...more } = scenario.contract ?? {};
  const by = scenario.labels?.by ?? 50;
  return JSON.stringify({
    model,
    task: 'binary',
    source: {
      predictions: `${model}.predictions`,
      labels: `${model}.labels`,
      clock: 'replay',
      lag: LAG,
      ...(source as object | undefined),
    },
    features: {
      age: { type: 'number', source: 'profile' },
      visits: { type: 'number', source: 'web' },
      amount: { type: 'number', min: 0, max: 2_000, source: 'billing' },
      plan: { type: 'category', source: 'billing' },
    },
    segments: ['region', 'tier'],
    randomised_by: 'request',
    labels: { kind: 'complete', horizon: `${by}m`, source: 'crm', profile: '7d' },
    windows: { base, drift: scenario.base === 5 ? '1h' : '1d', retention: '400d' },
    gates: deploy({}),
    pipeline: 'pipeline.yml',
    automation: 'auto',
    owner: 'on-call',
    ...more,
  });
}
