import { avroCodec } from '@checkride/messaging/avro/avro-codec';
import type { Label } from '@checkride/domain/events/label';
import type { Prediction } from '@checkride/domain/events/prediction';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import { labelSchema } from '@checkride/messaging/generated/label-v1';
import type { KafkaConnection } from '@checkride/messaging/kafka/connection';
import { createSender } from '@checkride/messaging/kafka/sender';
import { clockRecords } from '@checkride/messaging/records';
import type { OutboundRecord } from '@checkride/messaging/records';
import { dataPartition } from '@checkride/messaging/topics';
import { BASE_MS } from './deliveries.js';
import type { Delivery, RecordedLog } from './deliveries.js';

/** Writes the log to the topics of the model's contract: Avro, simulated times of arrival, a clock record after every hour. */
export async function writeLog(
  connection: KafkaConnection,
  log: RecordedLog,
  { contract, schemas }: Pick<ModelRecord, 'contract' | 'schemas'>,
): Promise<void> {
  const sender = createSender(connection);
  const { predictions, labels } = contract.source;
  const answers = avroCodec<Prediction>(JSON.parse(schemas.at(-1)!.schema));
  const truths = avroCodec<Label>(labelSchema);
  try {
    await write(predictions, log.predictions, (event) => answers.encodeSingleObject(event));
    await write(labels!, log.labels, (event) => truths.encodeSingleObject(event));
  } finally {
    await sender.close();
  }

  async function write<T extends { prediction_id: string }>(
    topic: string,
    deliveries: readonly Delivery<T>[],
    encode: (event: T) => Buffer,
  ): Promise<void> {
    const partitions = await connection.partitionCount(topic);
    const records: OutboundRecord[] = [];
    let at = 0;
    for (let hour = log.from; hour < log.until; hour += BASE_MS) {
      for (; at < deliveries.length && deliveries[at]!.arrivedAt < hour + BASE_MS; at++) {
        const { event, arrivedAt } = deliveries[at]!;
        const partition = dataPartition(event.prediction_id, partitions);
        records.push({ topic, partition, key: null, value: encode(event), timestamp: arrivedAt });
      }
      records.push(...clockRecords(topic, partitions, hour + BASE_MS));
    }
    await sender.send(records);
  }
}
