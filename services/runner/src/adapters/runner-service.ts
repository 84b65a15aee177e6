import { createArtifactStore } from '@checkride/artifacts/artifact-store';
import { createScoringPool } from '@checkride/artifacts/scoring-pool';
import type { JobEvent } from '@checkride/domain/jobs';
import { createServingClient } from '@checkride/client/serving';
import { connectKafka, type KafkaConfig, type KafkaConnection } from '@checkride/messaging/kafka/connection';
import type { Batch, BatchSource } from '@checkride/messaging/kafka/batch-source';
import { createSender } from '@checkride/messaging/kafka/sender';
import { followModelBook } from '@checkride/messaging/model-book';
import type { OutboundRecord } from '@checkride/messaging/records';
import { controlPartition, TOPICS } from '@checkride/messaging/topics';
import { decodeWire, encodeWire } from '@checkride/messaging/wire';
import type { ClickHouseConnection } from '@checkride/platform/clickhouse-connection';
import type { Logger } from '@checkride/platform/logger';
import { connectClickHouse } from '@checkride/store/clickhouse-client';
import type { RunnerConfig } from '../config.js';
import { jobFolder } from '../job-folder.js';
import { createRunnerPipeline } from '../pipeline.js';
import { createCarryOutStep } from '../steps/carry-out.js';
import { createAnswerAsBeforeStep } from '../steps/answer-as-before.js';
import { createProbeStep } from '../steps/probe-serving.js';
import { createScoreAgainStep } from '../steps/score-again.js';
import { createTrainStep } from '../steps/train.js';
import { createValidateStep } from '../steps/validate.js';
import { fileDigest } from './file-digest.js';
import { createLabelledSample } from './labelled-sample.js';
import { createLoggedAnswers } from './logged-answers.js';
import { readRows, writeRows } from './parquet-rows.js';
import { createPipelineRunner } from './run-pipeline.js';
import { createStoredRows } from './stored-rows.js';

/** Carries out orders; what the edge to Kafka calls. */
export class RunnerService {
  private readonly stopped = new AbortController();

  private constructor(
    readonly connection: KafkaConnection,
    private readonly run: ReturnType<typeof createRunnerPipeline>,
    private readonly closeParts: () => Promise<unknown>,
  ) {}

  /** Connects, and resolves when contracts written so far are known. */
  static async open(of: {
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
    const folderOf = (id: string) => jobFolder(config.home, id);
    const rows = { file: readRows, stored: createStoredRows(clickhouse, (model) => models.get(model).slots) };
    const runPipeline = createPipelineRunner(config.project);
    const executors = {
      train: createTrainStep({ rows, write: writeRows, digestOf: fileDigest, runPipeline, artifacts }),
      validate: createValidateStep({
        readRows,
        pool,
        folderOf,
        now: () => performance.now(),
        keep: (bytes) => artifacts.put(bytes),
      }),
      fidelity: createScoreAgainStep({ loggedAnswers: createLoggedAnswers(clickhouse), pool }),
      probe: createProbeStep({
        servings: config.probes.map(({ region, url }) => ({ region, serving: createServingClient(url) })),
        readArtifact: (digest) => artifacts.get(digest),
        pool,
      }),
      counterfactual: createAnswerAsBeforeStep({ labelledSample: createLabelledSample(clickhouse), pool }),
    };
    const run = createRunnerPipeline({
      contractOf: (job) => models.atLeast(job.model, job.contract_version),
      announce: (event) => sender.send([recordOf(event)]),
      carryOut: createCarryOutStep(executors, folderOf),
      logger,
    });
    const close = (): Promise<unknown> =>
      Promise.all([models.close(), sender.close(), pool.close(), clickhouse.close()]);
    return new RunnerService(connection, run, close);
  }

  /** Carries out the orders of a batch one after the other; each is committed once its final event is on the log. */
  async carryOut({ topic, partition, records }: Batch, source: BatchSource): Promise<void> {
    for (const { value, offset } of records) {
      this.stopped.signal.throwIfAborted();
      if (value !== null) await this.run(decodeWire('job', value), this.stopped.signal);
      await source.commit([{ topic, partition, offset: offset + 1 }]);
    }
  }

  /** Ends the job in hand; it will be read again by the next runner. */
  stop(): void {
    this.stopped.abort(new Error('the runner stops'));
  }

  async close(): Promise<void> {
    this.stop();
    await this.closeParts();
    await this.connection.close();
  }
}

const recordOf = (event: JobEvent): OutboundRecord => ({
  topic: TOPICS.jobEvents,
  partition: controlPartition(event.model),
  key: event.model,
  value: encodeWire('job-event', event),
});
