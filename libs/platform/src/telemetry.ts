import { Counter, Gauge, Histogram, Registry } from 'prom-client';

const SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];

/** Every metric of every service, declared once; a service touches those it has. */
export type Telemetry = ReturnType<typeof createTelemetry>;

/** The metrics of one process. `service` labels each of them. */
export function createTelemetry(service: string) {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]): Counter<L> =>
    new Counter({ name: `checkride_${name}`, help, labelNames, registers });
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[]): Gauge<L> =>
    new Gauge({ name: `checkride_${name}`, help, labelNames, registers });
  const seconds = <L extends string>(name: string, help: string, labelNames: readonly L[]): Histogram<L> =>
    new Histogram({ name: `checkride_${name}_seconds`, help, labelNames, buckets: SECONDS, registers });

  return {
    /** All metrics in Prometheus' text format. */
    render: (): Promise<string> => registry.metrics(),
    contentType: registry.contentType,

    messagesConsumed: counter('messages_consumed_total', 'Messages read from Kafka', ['topic']),
    rowsStored: counter('rows_stored_total', 'Rows inserted into ClickHouse', ['table']),
    deadLetters: counter('dead_letters_total', 'Messages kept aside', ['topic', 'reason']),
    batchSeconds: seconds('batch', 'Time from a batch fetched to its offsets committed', ['stage']),
    consumerLag: gauge('consumer_lag_messages', 'Messages not yet read', ['topic', 'partition']),
    frontier: gauge('frontier_timestamp_seconds', 'Event time up to which everything is stored', ['model']),
    windowsClosed: counter('windows_closed_total', 'Base windows closed', ['model']),
    closeDelay: seconds('window_close_delay', 'Window end plus lateness to its report', ['model']),
    reports: counter('reports_total', 'Reports published', ['model']),
    decisions: counter('decisions_total', 'Decisions made', ['model', 'headline', 'rule']),
    transitions: counter('transitions_total', 'Lifecycle transitions', ['model', 'to']),
    commands: counter('commands_total', 'Commands answered', ['kind', 'answer']),
    jobs: counter('jobs_total', 'Jobs finished', ['kind', 'outcome']),
    transactions: counter('transactions_total', 'Kafka transactions ended', ['fold', 'outcome']),
    rowsScored: counter('rows_scored_total', 'Rows scored by serving', ['model', 'version', 'arm']),
    scoringSeconds: seconds('scoring', 'Time to answer a scoring request', ['model']),
    predictionsLost: counter(
      'predictions_lost_total',
      'Predictions dropped because Kafka was away and the ring full',
      ['model'],
    ),
    ringBytes: gauge('prediction_ring_bytes', 'Predictions waiting on disk for Kafka', ['model']),
  };
}
