import kafkajs from 'kafkajs';
import type { Admin, Kafka } from 'kafkajs';
import { CheckrideError } from '@checkride/domain/errors';
import type { KafkaConnection as KafkaAddress } from '@checkride/platform/kafka-connection';
import type { Logger } from '@checkride/platform/logger';
import { retry } from '@checkride/platform/retry';
import type { TopicSpec } from '../topics.js';
import { kafkaError } from './failures.js';
import { hardenKafkajs } from './hardening/install.js';
import { kafkaLog } from './kafka-log.js';
import { ensureTopics, verifyTopics } from './topic-admin.js';

/** Where Kafka is and under which name this process speaks to it. */
export type KafkaConfig = KafkaAddress & { readonly clientId: string };

/** An open connection for topic administration, and the root of producers and consumers. */
export interface KafkaConnection {
  readonly clientId: string;
  readonly logger: Logger | undefined;
  /** For the modules of this folder only. */
  readonly client: Kafka;
  /** Creates what is missing; existing topics are left as they are. */
  ensureTopics(specs: readonly TopicSpec[]): Promise<void>;
  /** Throws CHK_TOPIC_MISSING, naming every topic that is absent or has other partitions or settings. */
  verifyTopics(specs: readonly TopicSpec[]): Promise<void>;
  /** Partitions of a topic; CHK_TOPIC_MISSING without one. */
  partitionCount(topic: string): Promise<number>;
  /** The last stable offset of each partition: where read_committed readers can get to. */
  endOffsets(topic: string): Promise<number[]>;
  /** First offset still on the log and last stable offset of each partition. */
  offsetRanges(topic: string): Promise<{ readonly first: number; readonly end: number }[]>;
  close(): Promise<void>;
}

/** Connects and waits until the cluster answers; CHK_KAFKA_UNAVAILABLE after about `patienceMs` (default 30 s). */
export async function connectKafka(
  config: KafkaConfig,
  options: { readonly logger?: Logger; readonly patienceMs?: number } = {},
): Promise<KafkaConnection> {
  hardenKafkajs();
  // A copy of the credentials: kafkajs writes its authenticator, and with it the password, into the object it is given.
  const client = new kafkajs.Kafka({
    clientId: config.clientId,
    brokers: [...config.brokers],
    ...(config.sasl === undefined ? {} : { sasl: { ...config.sasl } as kafkajs.SASLOptions }),
    ...(config.tls === undefined
      ? {}
      : { ssl: config.tls.ca === undefined ? true : { ca: [config.tls.ca] } }),
    connectionTimeout: 3_000,
    requestTimeout: 15_000,
    logLevel: kafkajs.logLevel.INFO,
    logCreator: kafkaLog(options.logger),
    retry: { retries: 8, initialRetryTime: 30, maxRetryTime: 1_000 },
  });
  const admin = client.admin();
  const until = performance.now() + (options.patienceMs ?? 30_000);
  try {
    // Connecting alone neither authenticates nor proves that a broker is there.
    await retry(() => admin.connect().then(() => admin.describeCluster()), {
      backoff: { initialMs: 50, factor: 2, maxMs: 1_000, attempts: Number.POSITIVE_INFINITY },
      retriable: (error) =>
        performance.now() < until && kafkaError('', error).code === 'CHK_KAFKA_UNAVAILABLE',
    });
  } catch (error) {
    await admin.disconnect().catch(() => undefined);
    throw kafkaError(`cannot reach Kafka at ${config.brokers.join(', ')}`, error);
  }
  return open(client, admin, config.clientId, options.logger);
}

const REPLACE_AFTER = 3;

function open(client: Kafka, first: Admin, clientId: string, logger: Logger | undefined): KafkaConnection {
  let admin = first;
  // An admin client keeps the leaders it once knew, and one that reconnects writes to its ended socket: another one asks.
  const replaceAdmin = async (): Promise<void> => {
    const fresh = client.admin();
    await fresh.connect();
    const stale = admin;
    admin = fresh;
    await stale.disconnect().catch(() => undefined);
  };
  // A broker may lag behind its controller.
  const asking = <T>(doing: string, question: () => Promise<T>): Promise<T> =>
    retry(
      async (failures) => {
        try {
          if (failures >= REPLACE_AFTER) await replaceAdmin();
          return await question();
        } catch (error) {
          throw kafkaError(doing, error);
        }
      },
      { backoff: { initialMs: 20, factor: 2, maxMs: 1_000, attempts: 14 } },
    );
  const offsetRanges = (topic: string) =>
    asking(`cannot read the offsets of ${topic}`, async () => {
      const offsets = await admin.fetchTopicOffsets(topic);
      return offsets
        .sort((a, b) => a.partition - b.partition)
        .map(({ low, high }) => ({ first: Number(low), end: Number(high) }));
    });
  return {
    clientId,
    logger,
    client,
    ensureTopics: (specs) => asking('cannot create topics', () => ensureTopics(admin, specs)),
    verifyTopics: (specs) => asking('cannot verify topics', () => verifyTopics(admin, specs)),
    partitionCount: (topic) =>
      asking(`cannot read the partitions of ${topic}`, async () => {
        if (!(await admin.listTopics()).includes(topic))
          throw new CheckrideError('CHK_TOPIC_MISSING', `topic ${topic} does not exist`, {
            remedy: 'Run `checkride migrate`, or create the topic.',
          });
        const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
        return topics[0]!.partitions.length;
      }),
    offsetRanges,
    endOffsets: async (topic) => (await offsetRanges(topic)).map(({ end }) => end),
    close: () => admin.disconnect(),
  };
}
