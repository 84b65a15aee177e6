import type { ModelRecord, WriterSchema } from '@checkride/domain/contract/model-record';
import { CheckrideError } from '@checkride/domain/errors';
import type { Prediction } from '@checkride/domain/events/prediction';
import { avroCodec, type AvroCodec } from '@checkride/messaging/avro/avro-codec';
import type { OutboundRecord } from '@checkride/messaging/records';
import { dataPartition } from '@checkride/messaging/topics';

/** Predictions as records of the model's topic: Avro in the Confluent framing, by the newest writer schema. */
export function createPredictionEncoder(partitionCount: (topic: string) => Promise<number>) {
  const codecs = new Map<number, AvroCodec<Prediction>>();

  return async function encode(
    record: ModelRecord,
    predictions: readonly Prediction[],
  ): Promise<OutboundRecord[]> {
    const schema = newest(record);
    const codec = codecs.get(schema.confluent_id) ?? avroCodec<Prediction>(JSON.parse(schema.schema));
    codecs.set(schema.confluent_id, codec);
    const { predictions: topic, clock } = record.contract.source;
    const partitions = await partitionCount(topic);
    const names = record.contract.features.map(({ name }) => name);
    return predictions.map((prediction) => ({
      topic,
      partition: dataPartition(prediction.prediction_id, partitions),
      key: null,
      value: codec.encodeConfluent(schema.confluent_id, complete(prediction, names)),
      ...(clock === 'replay' ? { timestamp: prediction.event_time } : {}),
    }));
  };
}

function newest({ model, schemas }: ModelRecord): WriterSchema {
  const schema = schemas.at(-1);
  if (schema) return schema;
  throw new CheckrideError('CHK_SCHEMA_UNKNOWN', `${model} has no writer schema`, {
    remedy: 'Apply its contract again.',
  });
}

/** A feature that was not sent is missing, and every member of the answer is there: Avro writes what it is given. */
const complete = (prediction: Prediction, names: readonly string[]): Prediction => ({
  ...prediction,
  features: Object.fromEntries(names.map((name) => [name, prediction.features[name] ?? null])),
  prediction: { score: null, value: null, class: null, scores: null, ...prediction.prediction },
});
