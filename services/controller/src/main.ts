import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { ControllerModule } from './controller.module.js';

const app = await NestFactory.createApplicationContext(ControllerModule, { logger: false });
app.enableShutdownHooks();
