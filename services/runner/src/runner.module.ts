import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { BatchTransport } from '@checkride/messaging/nest/batch-transport';
import { clickhouseConnection } from '@checkride/platform/clickhouse-connection';
import { readConfiguration } from '@checkride/platform/env';
import { kafkaConnection } from '@checkride/platform/kafka-connection';
import { createLogger, type Logger } from '@checkride/platform/logger';
import { RunnerService } from './adapters/runner-service.js';
import { runnerConfig } from './config.js';
import { OrdersController } from './orders.controller.js';

const SETTINGS = Symbol('runner settings');
const LOGGER = Symbol('runner logger');
const readSettings = () =>
  readConfiguration({ kafka: kafkaConnection, clickhouse: clickhouseConnection, runner: runnerConfig });
type Settings = ReturnType<typeof readSettings>;

/** Composition root of the runner: orders in from jobs.v1 by the batch transport, results out to job-events.v1. */
@Module({
  controllers: [OrdersController],
  providers: [
    { provide: SETTINGS, useFactory: readSettings },
    { provide: LOGGER, useFactory: () => createLogger('runner') },
    {
      provide: RunnerService,
      inject: [SETTINGS, LOGGER],
      useFactory: ({ kafka, clickhouse, runner }: Settings, logger: Logger) =>
        RunnerService.open({
          kafka: { ...kafka, clientId: 'checkride-runner' },
          clickhouse,
          config: runner,
          logger,
        }),
    },
    {
      provide: 'batch-transport',
      inject: [RunnerService, LOGGER],
      useFactory: (runner: RunnerService, logger: Logger) =>
        new BatchTransport(runner.connection, {
          group: 'runner',
          onClosing: () => runner.stop(),
          onFailure: (error) =>
            logger.error({ err: error }, 'an order was interrupted and will be read again'),
        }),
    },
  ],
})
export class RunnerModule implements OnApplicationShutdown {
  constructor(@Inject(RunnerService) private readonly runner: RunnerService) {}

  async onApplicationShutdown(): Promise<void> {
    await this.runner.close();
  }
}
