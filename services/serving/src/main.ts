import 'reflect-metadata';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { NestFactory } from '@nestjs/core';
import { ServingModule } from './serving.module.js';

const app = await NestFactory.create<NestExpressApplication>(ServingModule, { logger: ['error', 'warn'] });
app.enableShutdownHooks();
const { host, port } = app.get<{ host: string; port: number }>('http-address');
await app.listen(port, host);
