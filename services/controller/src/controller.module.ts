import { Inject, Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { readConfiguration } from '@checkride/platform/env';
import { kafkaConnection } from '@checkride/platform/kafka-connection';
import { createLogger } from '@checkride/platform/logger';
import { startController, type ControllerService } from './adapters/controller-service.js';
import { controllerConfig } from './config.js';

const SETTINGS = Symbol('controller settings');
const readSettings = () => readConfiguration({ kafka: kafkaConnection, controller: controllerConfig });

/** Composition root of the controller: decisions, commands and job events in; ledger, routes, contracts and orders out. */
@Module({
  providers: [{ provide: SETTINGS, useFactory: readSettings }],
})
export class ControllerModule implements OnApplicationBootstrap, OnApplicationShutdown {
  private service: ControllerService | undefined;

  constructor(@Inject(SETTINGS) private readonly settings: ReturnType<typeof readSettings>) {}

  async onApplicationBootstrap(): Promise<void> {
    const { kafka, controller } = this.settings;
    this.service = await startController(
      { ...kafka, clientId: 'checkride-controller' },
      controller,
      createLogger('controller'),
    );
  }

  async onApplicationShutdown(): Promise<void> {
    await this.service?.close();
  }
}
