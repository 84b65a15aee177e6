import { setTimeout as wait } from 'node:timers/promises';
import { abandonedTransactions } from '../coordinator-log.js';
import { openGauge } from '../gauge.js';
import type { Gauge } from '../gauge.js';
import { projectionsOf, readOutcome } from '../outcome.js';
import type { Outcome } from '../outcome.js';
import { startService } from '../separate-services.js';
import type { SeparateService } from '../separate-services.js';
import { BASE_MS, MODEL } from './deliveries.js';
import type { RecordedLog } from './deliveries.js';
import { prepareStack } from './prepare.js';
import type { PreparedStack } from './prepare.js';
import { projectedRows, storedTables } from './stored-once.js';
import type { ProjectedRows, StoredTables } from './stored-once.js';

/** A log being played by four services in separate processes: what may be killed, and how far it is. */
export interface PlayingLog {
  readonly services: Readonly<Record<'ingest' | 'monitor' | 'judge' | 'controller', SeparateService>>;
  readonly stack: PreparedStack['stack'];
  readonly gauge: Gauge;
  /** Resolves when the last window is acknowledged and all projections are written; rejects when a service dies by itself. */
  finished(): Promise<PlayedLog>;
  close(): Promise<void>;
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
const PATIENCE_MS = 150_000;

/** Starts the services on a stack of their own that already holds the whole log. */
export async function startPlaying(log: RecordedLog): Promise<PlayingLog> {
  const prepared = await prepareStack(log, SETTINGS);
  const { stack, kafka, clickhouse, controller } = prepared;
  const gauge = await openGauge(kafka);
  const began = performance.now();
  const start = (name: string): SeparateService => startService(name, stack, SETTINGS);
  const services = { ingest: start('ingest'), monitor: start('monitor'), judge: start('judge'), controller };

  // Less than a test's own time, so that what was started is taken down.
  async function tooLong(): Promise<never> {
    await wait(PATIENCE_MS, undefined, { ref: false });
    throw new Error(`the log was not played to its end within ${PATIENCE_MS / 1000} s`);
  }
  return {
    services,
    stack,
    gauge,
    async finished() {
      const died = Object.values(services).map(({ failed }) => failed);
      await Promise.race([gauge.folded(log.until - BASE_MS), tooLong(), ...died]);
      const seconds = (performance.now() - began) / 1000;
      const outcome = await readOutcome(kafka, MODEL);
      return {
        outcome,
        stored: await storedTables(clickhouse),
        projected: await projectedRows(clickhouse, projectionsOf(outcome)),
        count: (topic) => gauge.count(topic),
        abandoned: [...(await abandonedTransactions(kafka)).keys()],
        seconds,
      };
    },
    async close() {
      await gauge.close();
      await Promise.all(Object.values(services).map((service) => service.kill()));
      await prepared.close();
    },
  };
}

/** Plays a log to its end while `disturb` runs beside it. */
export async function playLog(
  log: RecordedLog,
  disturb: (playing: PlayingLog) => Promise<void> = async () => undefined,
): Promise<PlayedLog> {
  const playing = await startPlaying(log);
  try {
    const [played] = await Promise.all([playing.finished(), disturb(playing)]);
    return played;
  } finally {
    await playing.close();
  }
}
