import { createServer } from 'node:http';
import { createLogger } from '@checkride/platform/logger';
import { readEnvironment } from '@checkride/platform/env';
import { createShutdown, drainOnSignals } from '@checkride/platform/shutdown';
import { serverConfig } from './config.js';
import { createConnectionPool } from './connection-pool.js';
import { openEngine } from './engine.js';
import { handle } from './handler.js';
import { openScratch } from './scratch.js';

const config = readEnvironment(serverConfig);
const logger = createLogger('clickhouse');
const shutdown = createShutdown({ logger, timeoutMs: 8_000 });
drainOnSignals(shutdown);

const engine = openEngine(config);
const pool = createConnectionPool((role) => engine.connect(role), config.maxConnections);
const parts = { engine, pool, scratch: openScratch(config.directory), owner: config.owner };

const running = new Set<Promise<void>>();
const server = createServer(
  { keepAliveTimeout: 10_000, maxHeaderSize: 2 ** 20, requestTimeout: 0 },
  (request, response) => {
    const work = handle(parts, request, response).catch((error: unknown) => {
      logger.error({ err: error }, 'request failed');
      response.destroy();
    });
    running.add(work);
    void work.finally(() => running.delete(work));
  },
);
server.on('error', (error) => {
  logger.fatal({ err: error }, 'cannot listen');
  process.exit(1);
});
server.listen(config.port, config.host, () => {
  logger.info({ host: config.host, port: config.port, engine: engine.version }, 'listening');
});

shutdown.register('stop-fetch', 'listener', () => {
  server.close();
  server.closeIdleConnections();
});
shutdown.register('finish-batch', 'requests', async () => {
  await Promise.allSettled([...running]);
});
shutdown.register('disconnect', 'engine', () => {
  pool.close();
  engine.close();
});
