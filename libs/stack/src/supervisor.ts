import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { environment } from '@checkride/platform/env';
import type { Environment } from '@checkride/platform/env';
import { createLogger } from '@checkride/platform/logger';
import { stackRecordPath } from '@checkride/platform/stack-record';
import type { StackRecord } from '@checkride/platform/stack-record';
import { MINIMUM_DISK_BYTES, assertDisk } from './disk.js';
import { prepareClickHouse, prepareKafka } from './embedded.js';
import { createManagedProcess } from './process/managed-process.js';
import type { ManagedProcess, ProcessSpec } from './process/managed-process.js';
import { runCommand } from './process/run-command.js';
import type { Progress } from './progress.js';
import { serviceProcess } from './service.js';
import type { ServiceSpec } from './service.js';
import { acquireLock } from './stack-lock.js';
import { leftoversGone } from './stop-stack.js';

/** What to start in a home. */
export interface SupervisorOptions {
  readonly home: string;
  /** Default KAFKA_PORT, else 19092; 0 for any free one. Ignored when KAFKA_BROKERS names a broker elsewhere. */
  readonly kafkaPort?: number;
  /** Default CLICKHOUSE_PORT, else 18123; 0 for any free one. Ignored when CLICKHOUSE_URL names a server elsewhere. */
  readonly clickhousePort?: number;
  /** Run to its end when broker and engine are ready, before any service starts; a failure is the stack's. */
  readonly prepare?: { readonly command: string; readonly args: readonly string[] };
  readonly services?: readonly ServiceSpec[];
  /** Written into the stack's record for other processes: `consoleUrl`, `servingUrl`. */
  readonly urls?: Pick<StackRecord, 'consoleUrl' | 'servingUrl'>;
  readonly minimumDiskBytes?: number;
  /** Aborting at any moment ends what was started, and `startSupervisor` rejects. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Replaces the process environment, for tests. */
  readonly env?: Environment;
}

/** A running stack. */
export interface Supervisor {
  readonly record: StackRecord;
  /** The environment its services were given: connections and home. */
  readonly environment: Environment;
  /** By name: kafka, clickhouse (unless they are elsewhere), then the services. */
  readonly processes: ReadonlyMap<string, ManagedProcess>;
  /** Ends services, then the embedded parts, then lets go of the home. */
  stop(): Promise<void>;
}

/** Starts the embedded parts and the services and keeps them running. Throws with nothing left running. */
export async function startSupervisor(options: SupervisorOptions): Promise<Supervisor> {
  const home = resolve(options.home);
  const { signal = new AbortController().signal, onProgress = () => undefined } = options;
  const env = options.env ?? environment();
  signal.throwIfAborted();
  const release = acquireLock(home);
  const processes = new Map<string, ManagedProcess>();
  const logger = createLogger('stack', { file: join(home, 'logs', 'stack.log'), format: 'readable' });

  const stop = async (): Promise<void> => {
    const parts = [...processes.values()];
    const services = parts.filter((part) => !EMBEDDED.has(part.name));
    for (const service of services.reverse()) await service.stop();
    await Promise.all(parts.filter((part) => EMBEDDED.has(part.name)).map((part) => part.stop()));
    record = undefined;
    rmSync(stackRecordPath(home), { force: true });
    release();
  };
  let record: StackRecord | undefined;
  // Again after each restart: the process ids have changed.
  const publish = (): void => {
    if (record === undefined) return;
    record = {
      ...record,
      pids: Object.fromEntries([...processes].map(([name, part]) => [name, part.pid ?? 0])),
    };
    writeRecord(home, record);
  };
  const run = async (spec: ProcessSpec): Promise<void> => {
    const started = performance.now();
    const part = createManagedProcess(spec, (event) => {
      logger.info({ part: event.name, detail: event.detail }, event.kind);
      if (event.kind === 'ready') publish();
    });
    processes.set(part.name, part);
    onProgress({ step: part.name, message: 'starting' });
    await part.start(signal);
    onProgress({ step: part.name, message: 'ready', readyMs: Math.round(performance.now() - started) });
  };
  try {
    await leftoversGone(home, 10_000);
    assertDisk(home, options.minimumDiskBytes ?? MINIMUM_DISK_BYTES);
    const embedded = { home, env, signal, onProgress };
    const kafka =
      env['KAFKA_BROKERS'] === undefined
        ? await prepareKafka({ ...embedded, port: options.kafkaPort })
        : undefined;
    const clickhouse =
      env['CLICKHOUSE_URL'] === undefined
        ? await prepareClickHouse({ ...embedded, port: options.clickhousePort })
        : undefined;
    await allOrNone([kafka, clickhouse].flatMap((part) => (part === undefined ? [] : [run(part.process)])));

    const connections: Environment = {
      CHECKRIDE_HOME: home,
      ...(kafka === undefined ? {} : { KAFKA_BROKERS: kafka.brokers }),
      ...(clickhouse === undefined
        ? {}
        : {
            CLICKHOUSE_URL: clickhouse.url,
            CLICKHOUSE_USER: clickhouse.user,
            CLICKHOUSE_PASSWORD: clickhouse.password,
          }),
    };
    if (options.prepare !== undefined) {
      onProgress({ step: 'prepare', message: 'creating topics and tables' });
      const program = {
        name: 'prepare',
        ...options.prepare,
        env: { ...env, ...connections },
        logFile: join(home, 'logs', 'prepare.log'),
      };
      await runCommand(program, signal);
    }
    await allOrNone(
      (options.services ?? []).map((service) =>
        run(serviceProcess(service, home, { ...env, ...connections })),
      ),
    );
    record = {
      startedAt: new Date().toISOString(),
      supervisorPid: process.pid,
      kafkaBrokers: kafka?.brokers ?? env['KAFKA_BROKERS'] ?? '',
      clickhouseUrl: clickhouse?.url ?? env['CLICKHOUSE_URL'] ?? '',
      clickhouseUser: clickhouse?.user ?? env['CLICKHOUSE_USER'] ?? 'default',
      clickhousePassword: clickhouse?.password ?? env['CLICKHOUSE_PASSWORD'] ?? '',
      ...options.urls,
      pids: {},
    };
    signal.throwIfAborted();
    publish();
    return { record, environment: { ...env, ...connections }, processes, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const EMBEDDED = new Set(['kafka', 'clickhouse']);

// Waits for all even when one fails: none may still be starting while the others are stopped.
async function allOrNone(starts: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(starts)).find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

// It holds a password: only its user may read it, and readers never see half of it.
function writeRecord(home: string, record: StackRecord): void {
  mkdirSync(home, { recursive: true });
  const path = stackRecordPath(home);
  writeFileSync(`${path}.draft`, `${JSON.stringify(record, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.draft`, path);
}
