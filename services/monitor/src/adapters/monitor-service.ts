import { connectKafka } from '@checkride/messaging/kafka/connection';
import type { KafkaConfig } from '@checkride/messaging/kafka/connection';
import { CONTROL_TOPICS, TOPICS } from '@checkride/messaging/topics';
import type { Clock } from '@checkride/platform/clock';
import type { ClickHouseConnection } from '@checkride/platform/clickhouse-connection';
import type { Logger } from '@checkride/platform/logger';
import { delayAfter, PATIENT } from '@checkride/platform/retry';
import { connectClickHouse } from '@checkride/store/clickhouse-client';
import { verifyMigrations } from '@checkride/store/migrations';
import type { MonitorConfig } from '../config.js';
import { createMonitorPipeline } from '../pipeline.js';
import { openControlView } from './control-view.js';
import { createModelTracks } from './model-tracks.js';
import { createMonitorStages } from './monitor-stages.js';
import { createPaneStore } from './pane-store.js';
import { ownPartitions } from './partition-owner.js';
import { createSignal } from './signal.js';
import { withTimes } from './stage-times.js';

/** How a monitor is set up. */
export interface MonitorOptions {
  readonly kafka: KafkaConfig;
  readonly clickhouse: ClickHouseConnection;
  readonly config: MonitorConfig;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A running monitor. */
export interface MonitorService {
  /** Ends the round in hand and gives its partitions back. */
  close(): Promise<void>;
}

/** A live report may run out of patience without anything new to read: look again this often, ms. */
const GLANCE_MS = 1_000;

/** Starts a monitor; resolves once it follows the control topics and is a member of its group. */
export async function startMonitor({
  kafka,
  clickhouse,
  config,
  clock,
  logger,
}: MonitorOptions): Promise<MonitorService> {
  const connection = await connectKafka(kafka, { logger });
  const database = connectClickHouse(clickhouse, { application: 'checkride-monitor' });
  await connection.verifyTopics(CONTROL_TOPICS);
  await verifyMigrations(database);
  const signal = createSignal();
  const view = await openControlView(connection, signal.raise);
  const owner = await ownPartitions(connection, {
    group: config.group,
    sessionTimeoutMs: config.sessionTimeoutMs,
    headRead: (partition) => view.reached(TOPICS.monitorHead, partition),
    onChange: signal.raise,
    onLost: (partition, error) => logger.warn({ partition, err: error }, 'partition lost; taking it again'),
  });
  const store = createPaneStore(database);
  const wake = (ms: number): void => void setTimeout(signal.raise, ms).unref();
  const tracks = createModelTracks({ connection, view, owner, store, clock, logger, wake });
  const stages = createMonitorStages({ tracks, view, store, clock, logger });
  const round = createMonitorPipeline(withTimes(stages, clock, logger));

  let closing = false;
  const work = async (): Promise<void> => {
    for (let failures = 0; !closing;) {
      try {
        const moved = await round();
        failures = 0;
        if (!moved) await signal.next(GLANCE_MS);
      } catch (error) {
        failures += 1;
        const delay = delayAfter(PATIENT, failures);
        logger[failures < 3 ? 'warn' : 'error']({ err: error, delay }, 'round failed; trying again');
        await signal.stoppable(delay);
      }
    }
  };
  const done = work();

  return {
    async close() {
      closing = true;
      signal.stop();
      await done;
      await owner.close();
      await view.close();
      await database.close();
      await connection.close();
    },
  };
}
