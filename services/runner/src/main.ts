import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { RunnerModule } from './runner.module.js';

const app = await NestFactory.createApplicationContext(RunnerModule, { logger: false });
app.enableShutdownHooks();
