import { createArtifactStore } from '@checkride/artifacts/artifact-store';
import { createScoringPool } from '@checkride/artifacts/scoring-pool';
import type { JobEvent } from '@checkride/domain/jobs';
import { connectKafka, type KafkaConfig } from '@checkride/messaging/kafka/connection';
import { consumeBatches } from '@checkride/messaging/kafka/batch-source';
import { createSender } from '@checkride/messaging/kafka/sender';
import { followModelBook } from '@checkride/messaging/model-book';
import { controlPartition, TOPICS } from '@checkride/messaging/topics';
import { decodeWire, encodeWire } from '@checkride/messaging/wire';
import type { ClickHouseConnection } from '@checkride/platform/clickhouse-connection';
import type { Logger } from '@checkride/platform/logger';
import { connectClickHouse } from '@checkride/store/clickhouse-client';
import type { RunnerConfig } from '../config.js';
import { jobFolder } from '../job-folder.js';
import { createRunnerPipeline } from '../pipeline.js';
import { createCarryOutStep } from '../steps/carry-out.js';
import { createTrainStep } from '../steps/train.js';
import { createValidateStep } from '../steps/validate.js';
import { fileDigest } from './file-digest.js';
import { readRows, writeRows } from './parquet-rows.js';
import { createPipelineRunner } from './run-pipeline.js';
import { createStoredRows } from './stored-rows.js';

/** A runner that reads orders until it is closed. */
export interface RunnerService {
  close(): Promise<void>;
}

/** Starts reading jobs.v1; orders of one partition are carried out one after the other. */
export async function startRunner(of: {
  kafka: KafkaConfig;
  clickhouse: ClickHouseConnection;
  config: RunnerConfig;
  logger: Logger;
}): Promise<RunnerService> {
  const { config, logger } = of;
  const connection = await connectKafka(of.kafka, { logger });
  const clickhouse = connectClickHouse(of.clickhouse, { application: 'checkride-runner' });
  const models = await followModelBook(connection);
  const sender = createSender(connection);
  const artifacts = createArtifactStore(config.artifacts);
  const pool = createScoringPool({ store: artifacts, threads: config.threads });
  const folderOf = (jobId: string) => jobFolder(config.home, jobId);
  const rows = {
    file: readRows,
    stored: createStoredRows(clickhouse, (model) => models.get(model).slots),
  };
  const run = createRunnerPipeline({
    contractOf: (job) => models.atLeast(job.model, job.contract_version),
    announce: (event: JobEvent) =>
      sender.send([
        {
          topic: TOPICS.jobEvents,
          partition: controlPartition(event.model),
          key: event.model,
          value: encodeWire('job-event', event),
        },
      ]),
    carryOut: createCarryOutStep(
      {
        train: createTrainStep({
          rows,
          write: writeRows,
          digestOf: fileDigest,
          runPipeline: createPipelineRunner(config.project),
          artifacts,
        }),
        validate: createValidateStep({ readRows, pool, folderOf, now: () => performance.now() }),
      },
      folderOf,
    ),
    logger,
  });
  const stopped = new AbortController();
  const source = await consumeBatches(connection, {
    group: 'runner',
    topics: [TOPICS.jobs],
    async onBatch({ topic, partition, records }) {
      for (const { value, offset } of records) {
        if (stopped.signal.aborted) return;
        if (value !== null) await run(decodeWire('job', value), stopped.signal);
        await source.commit([{ topic, partition, offset: offset + 1 }]);
      }
    },
    onFailure: (error) => logger.error({ err: error }, 'an order was interrupted and will be read again'),
  });
  return {
    async close() {
      stopped.abort(new Error('the runner stops'));
      await source.close();
      await Promise.all([models.close(), sender.close(), pool.close(), clickhouse.close()]);
      await connection.close();
    },
  };
}
