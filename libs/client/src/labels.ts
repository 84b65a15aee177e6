import type { Label } from '@checkride/domain/events/label';
import { avroCodec } from '@checkride/messaging/avro/avro-codec';
import { labelSchema } from '@checkride/messaging/generated/label-v1';
import { clockRecords, type OutboundRecord } from '@checkride/messaging/records';
import { createSender } from '@checkride/messaging/kafka/sender';
import { dataPartition } from '@checkride/messaging/topics';
import type { Connection } from './connect.js';

/** Writes labels of one topic to the log, Avro in single-object framing. */
export interface LabelProducer {
  /** Resolves when the labels are on the log; `arrivedAt` (ms) on the replay clock only. */
  send(labels: readonly { readonly label: Label; readonly arrivedAt?: number }[]): Promise<void>;
  /** Replay clock: says that simulated arrival time has reached `at` (ms) on every partition. */
  setClock(at: number): Promise<void>;
  close(): Promise<void>;
}

/** Opens a producer of labels; the topic must exist. */
export async function createLabelProducer(connection: Connection, topic: string): Promise<LabelProducer> {
  const partitions = await connection.partitionCount(topic);
  const sender = createSender(connection);
  const codec = avroCodec<Label>(labelSchema);
  return {
    send: (labels) =>
      sender.send(
        labels.map(({ label, arrivedAt }): OutboundRecord => ({
          topic,
          partition: dataPartition(label.prediction_id, partitions),
          key: null,
          value: codec.encodeSingleObject(label),
          timestamp: arrivedAt,
        })),
      ),
    setClock: (at) => sender.send(clockRecords(topic, partitions, at)),
    close: () => sender.close(),
  };
}
