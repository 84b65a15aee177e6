import type { Change } from '@checkride/domain/events/change';
import { avroCodec } from '@checkride/messaging/avro/avro-codec';
import { changeSchema } from '@checkride/messaging/generated/change-v1';
import { createSender } from '@checkride/messaging/kafka/sender';
import { dataPartition } from '@checkride/messaging/topics';
import type { Connection } from './connect.js';

/** Announces changes around models on one topic, Avro in single-object framing. */
export interface ChangeProducer {
  /** Resolves when the change is on the log; `arrivedAt` (ms) on the replay clock only. */
  send(change: Change, arrivedAt?: number): Promise<void>;
  close(): Promise<void>;
}

/** Opens a producer of changes; CHK_TOPIC_MISSING without the topic. */
export async function createChangeProducer(connection: Connection, topic: string): Promise<ChangeProducer> {
  const partitions = await connection.partitionCount(topic);
  const sender = createSender(connection);
  const codec = avroCodec<Change>(changeSchema);
  return {
    send: (change, arrivedAt) =>
      sender.send([
        {
          topic,
          partition: dataPartition(change.model, partitions),
          key: change.model,
          value: codec.encodeSingleObject({ ...change, shares: change.shares ?? null }),
          timestamp: arrivedAt,
        },
      ]),
    close: () => sender.close(),
  };
}
