import { runFold } from '@checkride/messaging/fold';
import { consumeBatches } from '@checkride/messaging/kafka/batch-source';
import { connectKafka, type KafkaConfig, type KafkaConnection } from '@checkride/messaging/kafka/connection';
import { CONTROL_TOPICS, liveTopic, replayTopic, TOPICS } from '@checkride/messaging/topics';
import { decodeWire, type WireKind, type WireTypes } from '@checkride/messaging/wire';
import type { Logger } from '@checkride/platform/logger';
import type { ControllerConfig } from '../config.js';
import { createExecutors } from '../executors.pipeline.js';
import { createTopicsOfModelStep } from '../steps/topics-of-model.js';
import { controllerFold } from './controller-fold.js';
import { createNotifier } from './notifier.js';

/** A running controller with its executors. */
export interface ControllerService {
  close(): Promise<void>;
}

/** Connects, checks the topics, and controls until closed. */
export async function startController(
  kafka: KafkaConfig,
  config: ControllerConfig,
  logger: Logger,
): Promise<ControllerService> {
  const connection = await connectKafka(kafka, { logger });
  const definition = controllerFold(logger, config);
  const used = new Set<string>([...definition.inputs, ...definition.outputs, definition.stateTopic]);
  await connection.verifyTopics(CONTROL_TOPICS.filter(({ topic }) => used.has(topic)));
  const executors = createExecutors({
    topicsOfModel: createTopicsOfModelStep({
      partitions: config.dataPartitions,
      live: liveTopic,
      replay: replayTopic,
    }),
    ensureTopics: (specs) => connection.ensureTopics(specs),
    notify: createNotifier(config.webhook, logger),
  });
  const execute = executing(connection, logger);
  const running = [
    await runFold(connection, definition),
    await execute('controller-topics', TOPICS.models, 'model-record', executors.onModel),
    await execute('controller-notifier', TOPICS.notifications, 'notification', executors.onNotification),
  ];
  logger.info('controlling');
  return {
    async close() {
      await Promise.all(running.map((part) => part.close()));
      await connection.close();
    },
  };
}

/** An executor as a group of its own: one record after the other, committed when done. */
function executing(connection: KafkaConnection, logger: Logger) {
  return async function execute<K extends WireKind>(
    group: string,
    topic: string,
    kind: K,
    carryOut: (value: WireTypes[K]) => Promise<void>,
  ) {
    const source = await consumeBatches(connection, {
      group,
      topics: [topic],
      async onBatch({ partition, records }) {
        for (const { value, offset } of records) {
          if (value !== null) await carryOut(decodeWire(kind, value));
          // A crash here repeats the record: topics that exist are left alone, a notification keeps its name.
          await source.commit([{ topic, partition, offset: offset + 1 }]);
        }
      },
      onFailure: (error) =>
        logger.error({ err: error, group }, 'an effect was not carried out, it will be tried again'),
    });
    return source;
  };
}
