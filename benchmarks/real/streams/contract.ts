import type { Stream } from './stream.js';

/** Labelled rows below which a training fails its gate. */
const LEAST_ROWS = 500;

/**
 * The contract of a stream, the same for all: what must be said of the data, defaults for the rest. A retrained version
 * takes everything but the holdback at once, so that policies which never ask for a next step are not held up by it.
 */
export const streamContract = ({ name, columns, windows, labels }: Stream): Record<string, unknown> => ({
  model: name,
  task: 'binary',
  source: { predictions: 'predictions.v1', labels: 'labels.v1' },
  features: Object.fromEntries(columns.map((column) => [column.name, { type: column.kind }])),
  randomised_by: 'request',
  labels: { kind: 'complete', ...labels, source: 'truth' },
  windows: { ...windows, retention: '800d' },
  gates: {
    train: [`rows >= ${LEAST_ROWS}`],
    validate: [`rows >= ${LEAST_ROWS}`],
    deploy: { canary: ['100%'], bake: '1h', watch: '12h' },
    monitor: { slo: { latency_ms: 1_000, error_rate: 0.01 } },
  },
  owner: 'desk',
});
