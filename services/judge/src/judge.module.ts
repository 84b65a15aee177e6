import { Inject, Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { readConfiguration } from '@checkride/platform/env';
import { kafkaConnection } from '@checkride/platform/kafka-connection';
import { createLogger } from '@checkride/platform/logger';
import { startJudge, type JudgeService } from './adapters/judge-service.js';
import { judgeConfig } from './config.js';

const SETTINGS = Symbol('judge settings');
const readSettings = () => readConfiguration({ kafka: kafkaConnection, judge: judgeConfig });

/** Composition root of the judge: reports in from evidence.v1, decisions out to decisions.v1. */
@Module({
  providers: [{ provide: SETTINGS, useFactory: readSettings }],
})
export class JudgeModule implements OnApplicationBootstrap, OnApplicationShutdown {
  private service: JudgeService | undefined;

  constructor(@Inject(SETTINGS) private readonly settings: ReturnType<typeof readSettings>) {}

  async onApplicationBootstrap(): Promise<void> {
    const { kafka, judge } = this.settings;
    this.service = await startJudge({ ...kafka, clientId: 'checkride-judge' }, judge, createLogger('judge'));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.service?.close();
  }
}
