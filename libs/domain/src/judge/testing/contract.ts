import type { ModelContract } from '../../contract/contract.js';
import type { Policy } from '../../report/report.js';

/** An hour and a day in ms: the grain of the synthetic histories. */
export const HOUR = 3_600_000;
/** A day in ms. */
export const DAY = 24 * HOUR;
/** Monday 2001-01-01 00:00 UTC, where synthetic histories begin. */
export const EPOCH = 978_307_200_000;

/** A binary model with five regions, hourly windows on the replay clock and labels mature after 12 hours. */
export const testContract = (changes: Partial<ModelContract> = {}): ModelContract => ({
  model: 'flights',
  task: 'binary',
  threshold: 0.5,
  source: {
    predictions: 'flights.predictions',
    labels: 'flights.labels',
    format: 'avro',
    clock: 'replay',
    lag: 24,
  },
  timezone: 'UTC',
  map: null,
  features: [
    { name: 'distance', type: 'number', min: 0, source: 'schedule' },
    { name: 'origin_rate', type: 'number', source: 'weather' },
  ],
  segments: ['region'],
  region: 'region',
  randomised_by: 'request',
  labels: {
    kind: 'complete',
    horizon_ms: 12 * HOUR,
    mature_after_ms: 12 * HOUR,
    mature_quantile: null,
    batch_ms: HOUR,
    source: 'landings',
    influenced_by_decision: false,
    random_slice: null,
    proxy: null,
    profile_days: 14,
  },
  windows: { base_ms: HOUR, lateness_ms: 0, drift_ms: 24 * HOUR, retention_ms: 90 * DAY },
  kpis: [],
  gates: {
    train: [],
    validate: [],
    deploy: { canary: [0.1, 0.5, 1], bake_ms: DAY, watch_ms: 2 * DAY, holdback: 0, scope: 'all' },
    monitor: { slo: { latency_ms: 100, error_rate: 0.01 }, risk_tolerance: 0.25 },
  },
  signals: {
    rollback: { alpha: 0.005, margin: 1.1 },
    retrain: { false_per_year: 1, cooldown_ms: DAY, schedule_ms: null },
  },
  pipeline: 'pipeline.yml',
  fallback: null,
  serving: { must_log: false },
  automation: { validate: 'auto', promote: 'auto', rollback: 'auto', quarantine: 'auto', retrain: 'auto' },
  owner: null,
  ...changes,
});

/** What a first report tells of that contract, with a reference of 20 000 training rows. */
export const testPolicy = (changes: Partial<ModelContract> = {}): Policy => ({
  contract: testContract(changes),
  contract_version: 1,
  contract_digest: 'c0ffee',
  reference: {
    digest: 'feed',
    version: 'v1',
    rows: 20_000,
    training_rows: 20_000,
    segments: { region: ['central', 'east', 'west'] },
  },
});
