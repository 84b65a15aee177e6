import { Inject, Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { clickhouseConnection } from '@checkride/platform/clickhouse-connection';
import { readConfiguration } from '@checkride/platform/env';
import { kafkaConnection } from '@checkride/platform/kafka-connection';
import { createLogger } from '@checkride/platform/logger';
import { startRunner, type RunnerService } from './adapters/runner-service.js';
import { runnerConfig } from './config.js';

const SETTINGS = Symbol('runner settings');
const readSettings = () =>
  readConfiguration({ kafka: kafkaConnection, clickhouse: clickhouseConnection, runner: runnerConfig });

/** Composition root of the runner: orders in from jobs.v1, results out to job-events.v1. */
@Module({
  providers: [{ provide: SETTINGS, useFactory: readSettings }],
})
export class RunnerModule implements OnApplicationBootstrap, OnApplicationShutdown {
  private service: RunnerService | undefined;

  constructor(@Inject(SETTINGS) private readonly settings: ReturnType<typeof readSettings>) {}

  async onApplicationBootstrap(): Promise<void> {
    const { kafka, clickhouse, runner } = this.settings;
    this.service = await startRunner({
      kafka: { ...kafka, clientId: 'checkride-runner' },
      clickhouse,
      config: runner,
      logger: createLogger('runner'),
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.service?.close();
  }
}
