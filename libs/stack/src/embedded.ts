import { join } from 'node:path';
import type { Environment } from '@checkride/platform/env';
import { clickhouseProcess, ownerPassword } from './clickhouse/server-process.js';
import { OWNER_USER } from './clickhouse-server/config.js';
import { brokerProcess, formatStorage, isFormatted } from './kafka/broker.js';
import type { BrokerSetup } from './kafka/broker.js';
import { ensureJars, hasJars, kafkaCache } from './kafka/jars.js';
import { findJava } from './kafka/java.js';
import { claimPort, freePort, isPortFree, preferredPorts } from './ports.js';
import type { ProcessSpec } from './process/managed-process.js';
import type { Progress } from './progress.js';

/** Where an embedded part runs and what it needs. Port 0 means any free one, none the preferred one. */
export interface EmbeddedOptions {
  readonly home: string;
  readonly env: Environment;
  readonly port?: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** A broker about to be started, and where clients will find it. */
export interface EmbeddedKafka {
  readonly process: ProcessSpec;
  readonly brokers: string;
}

/** Fetches and formats what the broker needs and describes its process. */
export async function prepareKafka({
  home,
  env,
  signal,
  onProgress,
  ...options
}: EmbeddedOptions): Promise<EmbeddedKafka> {
  const port = await claimPort(options.port ?? preferredPorts(env).kafka, 'Kafka', 'KAFKA_PORT');
  const java = await findJava(env);
  const cache = kafkaCache(env);
  if (!hasJars(cache))
    onProgress({ step: 'kafka', message: 'fetching the Kafka broker (about 43 MB, once)' });
  await ensureJars(cache, env, join(home, 'logs', 'maven.log'), signal);

  const controllerPort = (await isPortFree(port + 1)) ? port + 1 : await freePort();
  const logFile = join(home, 'logs', 'kafka.log');
  const setup: BrokerSetup = {
    directory: join(home, 'kafka'),
    port,
    controllerPort,
    cache,
    java,
    env,
    logFile,
  };
  if (!isFormatted(setup)) {
    onProgress({ step: 'kafka', message: 'formatting its storage (once)' });
    await formatStorage(setup, signal);
  }
  return { process: brokerProcess(setup), brokers: `127.0.0.1:${port}` };
}

/** A ClickHouse-protocol server about to be started, and how its owner reaches it. */
export interface EmbeddedClickHouse {
  readonly process: ProcessSpec;
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

/** Describes the server's process. */
export async function prepareClickHouse({
  home,
  env,
  ...options
}: EmbeddedOptions): Promise<EmbeddedClickHouse> {
  const wanted = options.port ?? preferredPorts(env).clickhouse;
  const port = await claimPort(wanted, 'ClickHouse', 'CLICKHOUSE_PORT');
  const directory = join(home, 'clickhouse');
  const password = ownerPassword(directory);
  const process = clickhouseProcess({
    directory,
    port,
    password,
    env,
    logFile: join(home, 'logs', 'clickhouse.log'),
  });
  return { process, url: `http://127.0.0.1:${port}`, user: OWNER_USER, password };
}
