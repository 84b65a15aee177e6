import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { JudgeModule } from './judge.module.js';

const app = await NestFactory.createApplicationContext(JudgeModule, { logger: false });
app.enableShutdownHooks();
