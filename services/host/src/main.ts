import 'reflect-metadata';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { AsyncMicroserviceOptions, CustomTransportStrategy } from '@nestjs/microservices';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { ConsoleModule } from '@checkride/console/console.module';
import { ControllerModule } from '@checkride/controller/controller.module';
import { CheckrideError } from '@checkride/domain/errors';
import { IngestModule } from '@checkride/ingest/ingest.module';
import { JudgeModule } from '@checkride/judge/judge.module';
import { MonitorModule } from '@checkride/monitor/monitor.module';
import { environment } from '@checkride/platform/env';
import { createLogger } from '@checkride/platform/logger';
import { RunnerModule } from '@checkride/runner/runner.module';
import { ServingModule } from '@checkride/serving/serving.module';
import { servicesNamed, type ServiceName } from './service-table.js';

const MODULES: Readonly<Record<ServiceName, Type>> = {
  ingest: IngestModule,
  monitor: MonitorModule,
  judge: JudgeModule,
  controller: ControllerModule,
  runner: RunnerModule,
  serving: ServingModule,
  console: ConsoleModule,
};

/** Services with an HTTP face provide their address under this token. */
const HTTP_ADDRESS = 'http-address';
const HTTP: ReadonlySet<ServiceName> = new Set(['serving', 'console']);

/** Services whose handlers take batches provide their transport under this token. */
const BATCH_TRANSPORT = 'batch-transport';
const BATCHED: ReadonlySet<ServiceName> = new Set(['runner']);

async function startService(name: ServiceName): Promise<INestApplicationContext> {
  const options = { logger: ['error', 'warn'] as ('error' | 'warn')[], abortOnError: false };
  if (BATCHED.has(name)) {
    const app = await NestFactory.createMicroservice<AsyncMicroserviceOptions>(MODULES[name], {
      ...options,
      inject: [BATCH_TRANSPORT],
      useFactory: (strategy: CustomTransportStrategy) => ({ strategy }),
    });
    await app.listen();
    return app;
  }
  if (!HTTP.has(name)) return NestFactory.createApplicationContext(MODULES[name], options);
  const app = await NestFactory.create<NestExpressApplication>(MODULES[name], {
    ...options,
    bodyParser: false,
  });
  app.useBodyParser('json', { limit: '16mb' });
  const { host, port } = app.get<{ host: string; port: number }>(HTTP_ADDRESS);
  await app.listen(port, host);
  return app;
}

const logger = createLogger('host');
const asked = servicesNamed(environment()['SERVICE']);
if ('problem' in asked) throw new CheckrideError('CHK_CONFIG_INVALID', asked.problem);

const running: { readonly name: ServiceName; readonly app: INestApplicationContext }[] = [];
let stopping = false;

async function stop(signal: string, code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  logger.info({ signal }, 'stopping');
  for (const { name, app } of running)
    await app.close().catch((error: unknown) => logger.error({ err: error, name }, 'did not stop cleanly'));
  process.exit(code);
}

process.on('SIGINT', () => void stop('SIGINT', 0));
process.on('SIGTERM', () => void stop('SIGTERM', 0));

try {
  for (const name of asked.names) {
    if (stopping) break;
    running.push({ name, app: await startService(name) });
    logger.info({ name }, 'started');
  }
  process.send?.('ready');
} catch (error) {
  logger.fatal({ err: error }, 'could not start');
  await stop('failure', 1);
}
