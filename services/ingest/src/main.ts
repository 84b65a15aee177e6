import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { IngestModule } from './ingest.module.js';

const app = await NestFactory.createApplicationContext(IngestModule, { logger: false });
app.enableShutdownHooks();
