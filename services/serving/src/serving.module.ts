import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { readConfiguration } from '@checkride/platform/env';
import { kafkaConnection } from '@checkride/platform/kafka-connection';
import { createLogger } from '@checkride/platform/logger';
import { ServingService } from './adapters/serving-service.js';
import { servingConfig } from './config.js';
import { ScoreController } from './score.controller.js';

const SETTINGS = Symbol('serving settings');
const readSettings = () => readConfiguration({ kafka: kafkaConnection, serving: servingConfig });
type Settings = ReturnType<typeof readSettings>;

/** Composition root of serving: requests in over HTTP, predictions out to the log. */
@Module({
  controllers: [ScoreController],
  providers: [
    { provide: SETTINGS, useFactory: readSettings },
    {
      provide: 'http-address',
      inject: [SETTINGS],
      useFactory: ({ serving: { host, port } }: Settings) => ({ host, port }),
    },
    {
      provide: ServingService,
      inject: [SETTINGS],
      useFactory: ({ kafka, serving }: Settings) =>
        ServingService.start({
          kafka: { ...kafka, clientId: 'checkride-serving' },
          config: serving,
          logger: createLogger('serving'),
        }),
    },
  ],
})
export class ServingModule implements OnApplicationShutdown {
  constructor(@Inject(ServingService) private readonly serving: ServingService) {}

  async onApplicationShutdown(): Promise<void> {
    await this.serving.close();
  }
}
