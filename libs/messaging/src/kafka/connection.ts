import type { KafkaConnection as KafkaAddress } from '@checkride/platform/kafka-connection';
import type { Logger } from '@checkride/platform/logger';
import type { TopicSpec } from '../topics.js';

/** Where Kafka is and under which name this process speaks to it. */
export type KafkaConfig = KafkaAddress & { readonly clientId: string };

/** An open connection for topic administration, and the root of producers and consumers. */
export interface KafkaConnection {
  /** Creates what is missing; existing topics are left as they are. */
  ensureTopics(specs: readonly TopicSpec[]): Promise<void>;
  /** Throws CHK_TOPIC_MISSING, naming every topic that is absent or has other partitions or settings. */
  verifyTopics(specs: readonly TopicSpec[]): Promise<void>;
  /** Partitions of a topic; CHK_TOPIC_MISSING without one. */
  partitionCount(topic: string): Promise<number>;
  /** The last stable offset of each partition: where read_committed readers can get to. */
  endOffsets(topic: string): Promise<number[]>;
  close(): Promise<void>;
}

/** Connects and waits until the cluster answers; CHK_KAFKA_UNAVAILABLE after about `patienceMs` (default 30 s). */
export function connectKafka(
  _config: KafkaConfig,
  _options?: { readonly logger?: Logger; readonly patienceMs?: number },
): Promise<KafkaConnection> {
  throw new Error('under construction');
}
