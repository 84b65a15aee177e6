import type { FeatureSpec, ModelContract } from '@checkride/domain/contract/contract';
import type { WriterSchema } from '@checkride/domain/contract/model-record';
import type { Slot } from '@checkride/domain/contract/slots';
import { predictionSchema } from '../generated/prediction-v1.js';
import { avroCodec } from './avro-codec.js';
import { confluentIdOf } from './crc-64-avro.js';

interface Field {
  readonly name: string;
  readonly type: unknown;
  readonly doc?: string;
}

const AVRO: Readonly<Record<FeatureSpec['type'], string>> = {
  number: 'double',
  double: 'double',
  boolean: 'boolean',
  category: 'string',
};

/**
 * The schema a model's predictions are written with: the envelope with the contract's features in it, each nullable, and
 * where they are stored. Ids are functions of the schema: the Confluent id is the first 31 bits of the fingerprint.
 */
export function predictionWriterSchema(contract: ModelContract, slots: readonly Slot[]): WriterSchema {
  const envelope = predictionSchema as { readonly fields: readonly Field[] };
  const schema = {
    ...envelope,
    namespace: `checkride.${avroName(contract.model)}`,
    doc: `One answer of ${contract.model}.`,
    fields: envelope.fields.map((field) =>
      field.name === 'features' ? { ...field, type: features(field.type, contract.features) } : field,
    ),
  };
  const { fingerprint } = avroCodec(schema);
  return {
    subject: `${contract.source.predictions}-value`,
    confluent_id: confluentIdOf(fingerprint),
    fingerprint,
    schema: JSON.stringify(schema),
    slots,
  };
}

const features = (record: unknown, specs: readonly FeatureSpec[]): object => ({
  ...(record as object),
  fields: specs.map(({ name, type }) => ({ name, type: ['null', AVRO[type]], default: null })),
});

/** Avro names hold letters, digits and underscores only. */
const avroName = (model: string): string => model.replace(/[^A-Za-z0-9_]/g, '_');
