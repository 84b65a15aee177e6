import { Inject, Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { clickhouseConnection } from '@checkride/platform/clickhouse-connection';
import { systemClock } from '@checkride/platform/clock';
import { readConfiguration } from '@checkride/platform/env';
import { kafkaConnection } from '@checkride/platform/kafka-connection';
import { createLogger } from '@checkride/platform/logger';
import { startMonitor, type MonitorService } from './adapters/monitor-service.js';
import { monitorConfig } from './config.js';

const SETTINGS = Symbol('monitor settings');
const readSettings = () =>
  readConfiguration({ kafka: kafkaConnection, clickhouse: clickhouseConnection, monitor: monitorConfig });

/** Composition root of the monitor: frontiers and stored rows in, evidence.v1 out. */
@Module({
  providers: [{ provide: SETTINGS, useFactory: readSettings }],
})
export class MonitorModule implements OnApplicationBootstrap, OnApplicationShutdown {
  private service: MonitorService | undefined;

  constructor(@Inject(SETTINGS) private readonly settings: ReturnType<typeof readSettings>) {}

  async onApplicationBootstrap(): Promise<void> {
    const { kafka, clickhouse, monitor } = this.settings;
    this.service = await startMonitor({
      kafka: { ...kafka, clientId: 'checkride-monitor' },
      clickhouse,
      config: monitor,
      clock: systemClock,
      logger: createLogger('monitor'),
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.service?.close();
  }
}
