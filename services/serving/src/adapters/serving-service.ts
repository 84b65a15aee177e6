import { createArtifactStore } from '@checkride/artifacts/artifact-store';
import { createScoringPool, type ScoringPool } from '@checkride/artifacts/scoring-pool';
import { CheckrideError } from '@checkride/domain/errors';
import { connectKafka, type KafkaConfig, type KafkaConnection } from '@checkride/messaging/kafka/connection';
import { createSender } from '@checkride/messaging/kafka/sender';
import { followModelBook, type ModelBook } from '@checkride/messaging/model-book';
import { clockRecords } from '@checkride/messaging/records';
import type { Logger } from '@checkride/platform/logger';
import type { ServingConfig } from '../config.js';
import { createServingPipeline, type ScoreResponse } from '../pipeline.js';
import { createScoreGroupStep } from '../steps/score-group.js';
import { readClock } from './clock-request.js';
import { createPredictionEncoder } from './prediction-encoder.js';
import { createPredictionLog, type PredictionLog } from './prediction-log.js';
import { followRoutes, type RouteBook } from './route-book.js';
import { readRequest } from './score-request.js';
import { openSpool } from './spool.js';

const ROUTE_PATIENCE_MS = 30_000;
/** Far above what a healthy broker takes, far below what a caller's time limit is. */
const KAFKA_PATIENCE_MS = 2_000;
const SPOOL_RETRY_MS = 1_000;

interface Parts {
  readonly connection: KafkaConnection;
  readonly contracts: ModelBook;
  readonly routes: RouteBook;
  readonly pool: ScoringPool;
  readonly log: PredictionLog;
  readonly config: ServingConfig;
}

/** Scores for callers and moves simulated clocks; what the HTTP edge calls. */
export class ServingService {
  private readonly pipeline: ReturnType<typeof createServingPipeline>;
  private readonly encoder: ReturnType<typeof createPredictionEncoder>;
  private readonly counts = new Map<string, number>();

  private constructor(private readonly parts: Parts) {
    const { contracts, routes, pool, log, config } = parts;
    this.encoder = createPredictionEncoder((topic) => this.partitions(topic));
    this.pipeline = createServingPipeline({
      routeFor: (model, revision) => routes.routeFor(model, revision),
      scoreGroup: createScoreGroupStep(pool, () => performance.now()),
      log: async (contract, predictions) =>
        log.write(await this.encoder(contracts.get(contract.model), predictions), contract.serving.must_log),
      instance: config.instance,
      now: () => Date.now(),
    });
  }

  /** Connects, and resolves when contracts and routes written so far are known. */
  static async start(of: {
    kafka: KafkaConfig;
    config: ServingConfig;
    logger: Logger;
  }): Promise<ServingService> {
    const { config, logger } = of;
    const connection = await connectKafka(of.kafka, { logger });
    const [contracts, routes, spool] = await Promise.all([
      followModelBook(connection),
      followRoutes(connection, ROUTE_PATIENCE_MS),
      openSpool(config.spool, config.spoolBytes),
    ]);
    const pool = createScoringPool({ store: createArtifactStore(config.artifacts), threads: config.threads });
    const log = createPredictionLog({
      sender: createSender(connection),
      spool,
      logger,
      patienceMs: KAFKA_PATIENCE_MS,
      retryMs: SPOOL_RETRY_MS,
    });
    return new ServingService({ connection, contracts, routes, pool, log, config });
  }

  /** Events given up so far. */
  get lost(): number {
    return this.parts.log.lost;
  }

  /** Scores a request. CHK_NOT_FOUND for an unknown model, CHK_COMMAND_REFUSED naming what is wrong with the request. */
  async score(model: string, body: unknown): Promise<ScoreResponse> {
    const { contract } = this.parts.contracts.get(model);
    const read = readRequest(body, contract);
    if ('problems' in read)
      throw new CheckrideError('CHK_COMMAND_REFUSED', read.problems.join('; '), {
        remedy: 'Send rows as the contract of the model describes them.',
      });
    return this.pipeline(contract, read.request);
  }

  /** Replay clock: what was scored is on the log before any partition hears that time moved on. */
  async setClock(body: unknown): Promise<{ at: number }> {
    const { model, at } = readClock(body);
    const { contract } = this.parts.contracts.get(model);
    if (contract.source.clock !== 'replay')
      throw new CheckrideError('CHK_COMMAND_REFUSED', `${model} lives on the live clock`, {
        remedy: 'Only models with `source.clock: replay` have a clock to be set.',
      });
    const topic = contract.source.predictions;
    await this.parts.log.drained();
    await this.parts.log.write(clockRecords(topic, await this.partitions(topic), at), true);
    return { at };
  }

  // Asked once a topic: a topic's partitions stay as they are, since rows are placed by their number.
  private async partitions(topic: string): Promise<number> {
    const count = this.counts.get(topic) ?? (await this.parts.connection.partitionCount(topic));
    this.counts.set(topic, count);
    return count;
  }

  async close(): Promise<void> {
    const { connection, contracts, routes, pool, log } = this.parts;
    await log.close();
    await Promise.all([contracts.close(), routes.close(), pool.close()]);
    await connection.close();
  }
}
