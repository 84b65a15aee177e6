import { JUDGE_STATE_VERSION, type JudgeState } from '@checkride/domain/judge/state';
import { runFold, type FoldDefinition } from '@checkride/messaging/fold';
import { connectKafka, type KafkaConfig } from '@checkride/messaging/kafka/connection';
import { CONTROL_TOPICS, TOPICS } from '@checkride/messaging/topics';
import { decodeWire, encodeWire } from '@checkride/messaging/wire';
import type { Logger } from '@checkride/platform/logger';
import type { JudgeConfig } from '../config.js';
import { createJudgePipeline } from '../pipeline.js';
import { createJudgeReportStep } from '../steps/judge-report.js';
import { createReadReportStep } from '../steps/read-report.js';
import { createWriteDecisionsStep } from '../steps/write-decisions.js';
import { decodeState, encodeState } from './state-codec.js';

const CODE_VERSION = '0.1.0';

/** A running judge. */
export interface JudgeService {
  close(): Promise<void>;
}

/** The judge as a fold: evidence.v1 in, decisions.v1 out, its memory on judge-state.v1. */
function judgeFold(logger: Logger, config: JudgeConfig): FoldDefinition<JudgeState> {
  const run = createJudgePipeline({
    readReport: createReadReportStep((bytes) => decodeWire('report', bytes)),
    judgeReport: createJudgeReportStep(),
    writeDecisions: createWriteDecisionsStep(TOPICS.decisions, (event) => encodeWire('decision', event)),
  });
  return {
    name: 'judge',
    inputs: [TOPICS.evidence],
    stateTopic: TOPICS.judgeState,
    outputs: [TOPICS.decisions],
    stateVersion: JUDGE_STATE_VERSION,
    codeVersion: CODE_VERSION,
    ...(config.sessionTimeoutMs === undefined ? {} : { sessionTimeoutMs: config.sessionTimeoutMs }),
    fold: run,
    encodeState,
    decodeState,
    onCommitted(states) {
      for (const [model, { seq, decisions }] of states) logger.debug({ model, seq, decisions }, 'judged');
    },
    onStopped(partition, error) {
      logger.fatal({ err: error, partition }, 'the judge stands still on a partition');
    },
  };
}

/** Connects, checks the topics, and judges until closed. */
export async function startJudge(
  kafka: KafkaConfig,
  config: JudgeConfig,
  logger: Logger,
): Promise<JudgeService> {
  const connection = await connectKafka(kafka, { logger });
  const used = new Set<string>([TOPICS.evidence, TOPICS.decisions, TOPICS.judgeState]);
  await connection.verifyTopics(CONTROL_TOPICS.filter(({ topic }) => used.has(topic)));
  const fold = await runFold(connection, judgeFold(logger, config));
  logger.info('judging');
  return {
    async close() {
      await fold.close();
      await connection.close();
    },
  };
}
