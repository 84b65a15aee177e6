/** Name of the model in the flights' episodes. */
export const MODEL = 'late-flights';

/** The contract of the flights, as the example's: flights are the units, so a request is what is randomised. */
export const FLIGHTS_CONTRACT: Readonly<Record<string, unknown>> = {
  model: MODEL,
  task: 'binary',
  source: { predictions: 'predictions.v1', labels: 'labels.v1', changes: 'changes.v1' },
  features: {
    hour: { type: 'number', min: 0, max: 23 },
    distance: { type: 'number', min: 0, max: 10_000, source: 'schedule' },
    origin_late_rate: { type: 'number', min: 0, max: 1, source: 'operations' },
    destination_late_rate: { type: 'number', min: 0, max: 1, source: 'operations' },
    origin_longitude: { type: 'number', min: -180, max: 180, source: 'airports' },
  },
  segments: ['region'],
  randomised_by: 'request',
  labels: { kind: 'complete', horizon: '12h', at_most: '12h', source: 'landings' },
  windows: { base: '1h', drift: '6h' },
  gates: {
    deploy: { canary: ['10%', '50%', '100%'], bake: '6h', watch: '24h' },
    monitor: { slo: { latency_ms: 1_000, error_rate: 0.01 } },
  },
  owner: 'flights-desk',
};
