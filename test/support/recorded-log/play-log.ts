import { setTimeout as wait } from 'node:timers/promises';
import { abandonedTransactions } from '../coordinator-log.js';
import { startService } from '../separate-services.js';
import type { SeparateService } from '../separate-services.js';
import { BASE_MS } from './deliveries.js';
import type { RecordedLog } from './deliveries.js';
import { openGauge } from './gauge.js';
import type { Gauge } from './gauge.js';
import { projectionsOf, readOutcome } from './outcome.js';
import type { Outcome } from './outcome.js';
import { prepareStack } from './prepare.js';
import type { PreparedStack } from './prepare.js';
import { projectedRows, storedTables } from './stored-once.js';
import type { ProjectedRows, StoredTables } from './stored-once.js';

/** A log being played: what may be killed, and how far it is. */
export interface PlayingLog {
  readonly services: Readonly<Record<'ingest' | 'monitor' | 'judge' | 'controller', SeparateService>>;
  readonly stack: PreparedStack['stack'];
  readonly gauge: Gauge;
}

/** A log that was played to its end. */
export interface PlayedLog {
  readonly outcome: Outcome;
  readonly stored: StoredTables;
  readonly projected: ProjectedRows;
  /** Records by topic, of progress.v1 as well. */
  readonly count: Gauge['count'];
  /** Transactional ids whose dead owner left a transaction open. */
  readonly abandoned: readonly string[];
  /** From the first reader's start to the last window's acknowledgement. */
  readonly seconds: number;
}

/** Small blocks, so that a kill of ingest falls among many; short sessions, so that partitions of the dead move soon. */
const SETTINGS = {
  INGEST_FLUSH_ROWS: '2000',
  INGEST_FLUSH_ROWS_BEHIND: '4000',
  CHECKRIDE_SESSION_TIMEOUT_MS: '3000',
};

/** Plays a log on a stack of its own by four services in separate processes; `disturb` runs beside them. */
export async function playLog(
  log: RecordedLog,
  disturb: (playing: PlayingLog) => Promise<void> = async () => undefined,
): Promise<PlayedLog> {
  const prepared = await prepareStack(log, SETTINGS);
  const { stack, kafka, clickhouse, controller } = prepared;
  const started: SeparateService[] = [];
  const start = (name: string): SeparateService => {
    const service = startService(name, stack, SETTINGS);
    started.push(service);
    return service;
  };
  const gauge = await openGauge(kafka);
  try {
    const began = performance.now();
    const services = {
      ingest: start('ingest'),
      monitor: start('monitor'),
      judge: start('judge'),
      controller,
    };
    await Promise.race([
      Promise.all([disturb({ services, stack, gauge }), gauge.folded(log.until - BASE_MS)]),
      ...Object.values(services).map(({ failed }) => failed),
      tooLong(),
    ]);
    const seconds = (performance.now() - began) / 1000;
    const outcome = await readOutcome(kafka);
    return {
      outcome,
      stored: await storedTables(clickhouse),
      projected: await projectedRows(clickhouse, projectionsOf(outcome)),
      count: (topic) => gauge.count(topic),
      abandoned: [...(await abandonedTransactions(kafka)).keys()],
      seconds,
    };
  } finally {
    await gauge.close();
    await Promise.all(started.map((service) => service.kill()));
    await prepared.close();
  }
}

const PATIENCE_MS = 150_000;

/** Before the test's own time ends, so that what was started is taken down. */
async function tooLong(): Promise<never> {
  await wait(PATIENCE_MS, undefined, { ref: false });
  throw new Error(`the log was not played to its end within ${PATIENCE_MS / 1000} s`);
}
