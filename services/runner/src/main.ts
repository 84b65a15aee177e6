import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { AsyncMicroserviceOptions, CustomTransportStrategy } from '@nestjs/microservices';
import { RunnerModule } from './runner.module.js';

const app = await NestFactory.createMicroservice<AsyncMicroserviceOptions>(RunnerModule, {
  logger: ['error', 'warn'],
  inject: ['batch-transport'],
  useFactory: (strategy: CustomTransportStrategy) => ({ strategy }),
});
app.enableShutdownHooks();
await app.listen();
