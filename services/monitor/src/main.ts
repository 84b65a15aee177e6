import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { MonitorModule } from './monitor.module.js';

const app = await NestFactory.createApplicationContext(MonitorModule, {
  logger: ['error', 'warn'],
  abortOnError: false,
});
app.enableShutdownHooks();
