import { Inject, Module } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { clickhouseConnection } from '@checkride/platform/clickhouse-connection';
import { readConfiguration } from '@checkride/platform/env';
import { kafkaConnection } from '@checkride/platform/kafka-connection';
import { createLogger } from '@checkride/platform/logger';
import { openIngest } from './adapters/open-ingest.js';
import type { IngestService } from './adapters/ingest-service.js';
import { ingestConfig } from './config.js';

const SETTINGS = Symbol('ingest settings');
const readSettings = () =>
  readConfiguration({ kafka: kafkaConnection, clickhouse: clickhouseConnection, ingest: ingestConfig });

/** Composition root of ingest: data topics into raw tables and promises, control topics into projections. */
@Module({
  providers: [{ provide: SETTINGS, useFactory: readSettings }],
})
export class IngestModule implements OnApplicationBootstrap, OnApplicationShutdown {
  private service: IngestService | undefined;

  constructor(@Inject(SETTINGS) private readonly settings: ReturnType<typeof readSettings>) {}

  async onApplicationBootstrap(): Promise<void> {
    const { kafka, clickhouse, ingest } = this.settings;
    this.service = await openIngest({ kafka, clickhouse, config: ingest, logger: createLogger('ingest') });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.service?.close();
  }
}
