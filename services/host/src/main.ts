import 'reflect-metadata';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { AsyncMicroserviceOptions, CustomTransportStrategy } from '@nestjs/microservices';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { CheckrideError } from '@checkride/domain/errors';
import { environment } from '@checkride/platform/env';
import { createLogger } from '@checkride/platform/logger';
import { servicesNamed, type ServiceName } from './service-table.js';

/** A process loads only what it hosts: starting one service takes half of the time that loading all would. */
const MODULES: Readonly<Record<ServiceName, () => Promise<Type>>> = {
  ingest: async () => (await import('@checkride/ingest/ingest.module')).IngestModule,
  monitor: async () => (await import('@checkride/monitor/monitor.module')).MonitorModule,
  judge: async () => (await import('@checkride/judge/judge.module')).JudgeModule,
  controller: async () => (await import('@checkride/controller/controller.module')).ControllerModule,
  runner: async () => (await import('@checkride/runner/runner.module')).RunnerModule,
  serving: async () => (await import('@checkride/serving/serving.module')).ServingModule,
  console: async () => (await import('@checkride/console/console.module')).ConsoleModule,
};

/** Services with an HTTP face provide their address under this token. */
const HTTP_ADDRESS = 'http-address';
const HTTP: ReadonlySet<ServiceName> = new Set(['serving', 'console']);

/** Services whose handlers take batches provide their transport under this token. */
const BATCH_TRANSPORT = 'batch-transport';
const BATCHED: ReadonlySet<ServiceName> = new Set(['runner']);

async function startService(name: ServiceName): Promise<INestApplicationContext> {
  const options = { logger: ['error', 'warn'] as ('error' | 'warn')[], abortOnError: false };
  const module = await MODULES[name]();
  if (BATCHED.has(name)) {
    const app = await NestFactory.createMicroservice<AsyncMicroserviceOptions>(module, {
      ...options,
      inject: [BATCH_TRANSPORT],
      useFactory: (strategy: CustomTransportStrategy) => ({ strategy }),
    });
    await app.listen();
    return app;
  }
  if (!HTTP.has(name)) return NestFactory.createApplicationContext(module, options);
  const app = await NestFactory.create<NestExpressApplication>(module, {
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
