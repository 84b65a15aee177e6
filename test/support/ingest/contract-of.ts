import { digest } from '@checkride/domain/canonical';
import type { ModelContract } from '@checkride/domain/contract/contract';
import type { ModelRecord, WriterSchema } from '@checkride/domain/contract/model-record';
import { parseContract } from '@checkride/domain/contract/parse-contract';
import { assignSlots } from '@checkride/domain/contract/slots';
import { avroCodec } from '@checkride/messaging/avro/avro-codec';
import { predictionWriterSchema } from '@checkride/messaging/avro/prediction-schema';

/** A contract from its written form. */
export function contractOf(written: Record<string, unknown>): ModelContract {
  const parsed = parseContract(written);
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.contract;
}

/** The record that models.v1 would carry for a contract: with the schema of our own producers, or with others. */
export function recordOf(contract: ModelContract, schemas?: readonly object[]): ModelRecord {
  const slots = assignSlots([], contract.features);
  const others = schemas?.map((schema, i): WriterSchema => ({
    subject: `prediction-${contract.model}`,
    confluent_id: 1000 + i,
    fingerprint: avroCodec(schema).fingerprint,
    schema: JSON.stringify(schema),
    slots,
  }));
  return {
    model: contract.model,
    contract_version: 1,
    contract_digest: digest(contract),
    effective_from: 0,
    contract,
    contract_yaml: '',
    slots,
    schemas: others ?? [predictionWriterSchema(contract, slots)],
    reference: null,
  };
}
