import { setTimeout as wait } from 'node:timers/promises';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { InboundRecord } from '@checkride/messaging/records';
import { TOPICS } from '@checkride/messaging/topics';
import { decodeWire } from '@checkride/messaging/wire';
import { delayAfter } from '@checkride/platform/retry';
import { jsonRows } from '@checkride/store/row-insert';
import { PROJECTIONS } from '../projections.pipeline.js';
import type { ProjectedKind, Projection } from '../projections.pipeline.js';
import { createPersevere } from '../steps/persevere.js';
import { ProjectionLoop } from '../steps/projections/projection-loop.js';
import type { ProjectedRow } from '../steps/projections/projected.js';
import { createGroupFeed } from './group-feed.js';
import type { IngestParts, IngestService } from './ingest-service.js';
import { refreshViews } from './view-refresher.js';

const BACKOFF = { initialMs: 100, factor: 2, maxMs: 5_000, attempts: Number.POSITIVE_INFINITY };

const KIND_OF: Readonly<Record<string, ProjectedKind>> = {
  [TOPICS.models]: 'model-record',
  [TOPICS.commands]: 'command',
  [TOPICS.evidence]: 'report',
  [TOPICS.decisions]: 'decision',
  [TOPICS.lifecycle]: 'lifecycle-event',
  [TOPICS.routes]: 'route',
  [TOPICS.jobs]: 'job',
  [TOPICS.jobEvents]: 'job-event',
  [TOPICS.notifications]: 'notification',
  [TOPICS.deadLetters]: 'dead-letter',
};

/** Starts the projections of control topics into tables. */
export async function startProjections(parts: Omit<IngestParts, 'clock'>): Promise<IngestService> {
  const { config, kafka, clickhouse, logger, health, telemetry } = parts;
  const { group, ageMs, rows } = config.projections;
  const { sessionTimeoutMs } = config;

  const project = (record: InboundRecord): readonly ProjectedRow[] => {
    const kind = KIND_OF[record.topic];
    if (kind === undefined || record.value === null) return [];
    try {
      const place = { record_offset: record.offset, appended_at: record.timestamp };
      const projection = PROJECTIONS[kind] as Projection<ProjectedKind>;
      return projection(decodeWire(kind, record.value), place, record.partition);
    } catch (error) {
      const { topic, partition, offset } = record;
      logger.error(
        { err: error, topic, partition, offset },
        'a control record cannot be read and is left out',
      );
      return [];
    }
  };
  const loop = new ProjectionLoop({
    project,
    async insert(table, own) {
      await clickhouse.insertBytes({ into: { table }, format: 'JSONEachRow', bytes: jsonRows(own) });
      telemetry.rowsStored.inc({ table }, own.length);
    },
    async followUp(own) {
      const records = own
        .filter(({ table }) => table === 'models')
        .map(({ row }) => JSON.parse(row['body'] as string) as ModelRecord);
      if (records.length > 0) await refreshViews(clickhouse, records);
    },
    commit: (positions) => feed.commit(positions),
    persevere: createPersevere({
      onFailure(error, failures) {
        if (failures === 1) feed.pauseAll();
        logger.warn({ err: error, failures }, 'cannot store projections, trying again');
      },
      onRecovery: () => feed.resumeAll(),
      pause: (failures) => wait(delayAfter(BACKOFF, failures)),
    }),
    limits: { rows, ageMs },
    schedule(ms, callback) {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    onFatal(error) {
      logger.fatal({ err: error }, 'projections stopped');
      health.fail(String(error));
      setImmediate(() => {
        throw error;
      });
    },
  });
  const feed = createGroupFeed(kafka, loop, { group, holdMs: 0, sessionTimeoutMs, logger });
  feed.subscribe(Object.keys(KIND_OF));
  return { close: () => feed.close() };
}
