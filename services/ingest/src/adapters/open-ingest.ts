import { connectKafka } from '@checkride/messaging/kafka/connection';
import { CONTROL_TOPICS } from '@checkride/messaging/topics';
import type { ClickHouseConnection } from '@checkride/platform/clickhouse-connection';
import { systemClock } from '@checkride/platform/clock';
import { createHealth } from '@checkride/platform/health';
import type { KafkaConnection as KafkaAddress } from '@checkride/platform/kafka-connection';
import type { Logger } from '@checkride/platform/logger';
import { createTelemetry } from '@checkride/platform/telemetry';
import type { Telemetry } from '@checkride/platform/telemetry';
import { connectClickHouse } from '@checkride/store/clickhouse-client';
import { verifyMigrations } from '@checkride/store/migrations';
import type { IngestConfig } from '../config.js';
import { startIngest } from './ingest-service.js';
import type { IngestService } from './ingest-service.js';
import { startProjections } from './projections-service.js';

/** Where ingest reads and stores. */
export interface IngestSettings {
  readonly kafka: KafkaAddress;
  readonly clickhouse: ClickHouseConnection;
  readonly config: IngestConfig;
  readonly logger: Logger;
  /** Where it counts; its own metrics by default. */
  readonly telemetry?: Telemetry;
}

/** Connects, refuses to start on a database or topics that were not migrated, and runs both pipelines until closed. */
export async function openIngest(settings: IngestSettings): Promise<IngestService> {
  const { config, logger } = settings;
  const clickhouse = connectClickHouse(settings.clickhouse, { application: 'checkride-ingest' });
  const kafka = await connectKafka({ ...settings.kafka, clientId: 'checkride-ingest' }, { logger });
  const close = async (): Promise<void> => {
    await kafka.close();
    await clickhouse.close();
  };
  try {
    await verifyMigrations(clickhouse);
    await kafka.verifyTopics(CONTROL_TOPICS);
    const parts = {
      config,
      kafka,
      clickhouse,
      logger,
      telemetry: settings.telemetry ?? createTelemetry('ingest'),
      health: createHealth(),
    };
    const services = [await startIngest({ ...parts, clock: systemClock }), await startProjections(parts)];
    logger.info({}, 'ingest is up');
    return {
      async close() {
        await Promise.all(services.map((service) => service.close()));
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
