import {
  Catch,
  Inject,
  Module,
  type ArgumentsHost,
  type ExceptionFilter,
  type MiddlewareConsumer,
  type NestModule,
  type OnApplicationShutdown,
  type OnModuleDestroy,
  HttpException,
} from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import type { Request, Response } from 'express';
import { clickhouseConnection } from '@checkride/platform/clickhouse-connection';
import { readConfiguration } from '@checkride/platform/env';
import { kafkaConnection } from '@checkride/platform/kafka-connection';
import { createLogger, type Logger } from '@checkride/platform/logger';
import { connectClickHouse, type ClickHouse } from '@checkride/store/clickhouse-client';
import { openAccessToken } from './adapters/access-token.js';
import { openCommandSender, type CommandSender } from './adapters/command-sender.js';
import { ConsoleService } from './adapters/console-service.js';
import { createConsoleStore, type ConsoleStore } from './adapters/console-store.js';
import { createLiveFeed, type LiveFeed } from './adapters/live-feed.js';
import { securityHeaders } from './adapters/security-headers.js';
import { CommandController } from './command.controller.js';
import { consoleConfig } from './config.js';
import { httpProblem, type HttpProblem } from './http-problem.js';
import { PagesController, sendPage } from './pages.controller.js';
import { ReadingController } from './reading.controller.js';

const SETTINGS = Symbol('console settings');
const STORE = Symbol('console store');
const SENDER = Symbol('console sender');
const LOGGER = Symbol('console logger');
const QUERIES = Symbol('console queries');
const FEED = Symbol('console feed');

const readSettings = () =>
  readConfiguration({ kafka: kafkaConnection, clickhouse: clickhouseConnection, console: consoleConfig });
type Settings = ReturnType<typeof readSettings>;

/** Turns every error into code, message and remedy; a browser that asks for a page gets a page. */
@Catch()
class Problems implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
    if (response.headersSent) return;
    const { status, body } = error instanceof HttpException ? refusal(error) : httpProblem(error);
    if (status >= 500) this.logger.error({ err: error }, 'a request failed');
    if (request.method === 'GET' && request.accepts(['json', 'html']) === 'html') sendPage(response, status);
    else response.status(status).json(body);
  }
}

const refusal = (error: HttpException): HttpProblem => ({
  status: error.getStatus(),
  body: { code: 'http', message: error.message, remedy: null },
});

/** Composition root of the console: projections out to people, commands in to the log. */
@Module({
  controllers: [ReadingController, CommandController, PagesController],
  providers: [
    { provide: SETTINGS, useFactory: readSettings },
    { provide: LOGGER, useFactory: () => createLogger('console') },
    {
      provide: 'http-address',
      inject: [SETTINGS],
      useFactory: ({ console: { host, port } }: Settings) => ({ host, port }),
    },
    {
      provide: STORE,
      inject: [SETTINGS],
      useFactory: ({ clickhouse }: Settings) =>
        connectClickHouse(clickhouse, { application: 'checkride-console', requestTimeoutMs: 20_000 }),
    },
    {
      provide: SENDER,
      inject: [SETTINGS, LOGGER],
      useFactory: ({ kafka }: Settings, logger: Logger) =>
        openCommandSender({ ...kafka, clientId: 'checkride-console' }, logger),
    },
    { provide: QUERIES, inject: [STORE], useFactory: createConsoleStore },
    {
      provide: FEED,
      inject: [QUERIES],
      useFactory: (store: ConsoleStore) => createLiveFeed(() => store.fleet(), 1_000),
    },
    {
      provide: ConsoleService,
      inject: [SETTINGS, QUERIES, SENDER, FEED],
      useFactory: async (settings: Settings, store: ConsoleStore, sender: CommandSender, feed: LiveFeed) =>
        new ConsoleService(
          store,
          sender,
          await openAccessToken(settings.console.tokenFile),
          feed.changes,
          () => Date.now(),
        ),
    },
    { provide: APP_FILTER, useClass: Problems },
  ],
})
export class ConsoleModule implements NestModule, OnModuleDestroy, OnApplicationShutdown {
  constructor(
    @Inject(STORE) private readonly clickhouse: ClickHouse,
    @Inject(SENDER) private readonly sender: CommandSender,
    @Inject(FEED) private readonly feed: LiveFeed,
  ) {}

  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(securityHeaders).forRoutes('{*path}');
  }

  /** Before the server closes: it waits for every stream that is still open. */
  onModuleDestroy(): void {
    this.feed.close();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.sender.close(), this.clickhouse.close()]);
  }
}
