import { describe, expect, it } from '@jest/globals';
import { parseContract } from '@checkride/domain/contract/parse-contract';
import type { ModelContract } from '@checkride/domain/contract/contract';
import { assignSlots } from '@checkride/domain/contract/slots';
import type { Prediction } from '@checkride/domain/events/prediction';
import { avroCodec } from './avro-codec.js';
import { refuseEmptyItems, refuseUnreadable } from './compatibility.js';
import { predictionWriterSchema } from './prediction-schema.js';

const contractOf = (model: string, features: Record<string, { type: string }>): ModelContract => {
  const parsed = parseContract({ model, features });
  if (!('contract' in parsed)) throw new Error(JSON.stringify(parsed.problems));
  return parsed.contract;
};
const FEATURES = {
  tenure: { type: 'number' },
  income: { type: 'double' },
  plan: { type: 'category' },
  roaming: { type: 'boolean' },
};
const writer = (model: string, features: Record<string, { type: string }> = FEATURES) => {
  const contract = contractOf(model, features);
  return predictionWriterSchema(contract, assignSlots([], contract.features));
};

describe('the prediction schema of a model', () => {
  const prediction: Prediction = {
    prediction_id: 'p',
    model: 'churn-eu',
    version: '3',
    arm: 'live',
    runtime: { image: 'i', feature_view: 'f', config: 'c' },
    event_time: 978_307_200_000,
    segments: ['west'],
    features: { tenure: 12.5, income: 0.1, plan: null, roaming: true },
    prediction: { score: 0.25 },
    latency_ms: 1.5,
    status: 'ok',
  };

  it('carries its features, missing ones too, and the rest of the envelope', () => {
    const codec = avroCodec<Prediction>(JSON.parse(writer('churn-eu').schema));
    const read = codec.decode(codec.encode(prediction));
    expect(read).toMatchObject({ ...prediction, unit_id: null, prediction: { score: 0.25, scores: null } });
  });

  it('is another one for another model or other features, so that its fingerprint finds model and slots', () => {
    const fingerprints = [writer('a'), writer('b'), writer('a', { tenure: { type: 'number' } })].map(
      ({ fingerprint }) => fingerprint,
    );
    expect(new Set(fingerprints).size).toBe(3);
    expect(writer('a')).toEqual(writer('a'));
  });

  it('has an id that a Confluent frame can hold', () => {
    const { confluent_id, fingerprint } = writer('churn-eu');
    expect(confluent_id).toBe(Number(BigInt(`0x${fingerprint}`) >> 33n));
  });

  it('reads what it wrote before a feature came or went', () => {
    const schema = (features: Record<string, { type: string }>): object =>
      JSON.parse(writer('a', features).schema) as object;
    const { tenure: _gone, ...fewer } = FEATURES;
    expect(() => refuseUnreadable(schema(FEATURES), schema(fewer), 'a')).not.toThrow();
    expect(() => refuseUnreadable(schema(fewer), schema(FEATURES), 'a')).not.toThrow();
    refuseEmptyItems(schema(FEATURES));
  });
});
