import { digest } from '@checkride/domain/canonical';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import { parseContract } from '@checkride/domain/contract/parse-contract';
import { assignSlots } from '@checkride/domain/contract/slots';
import { avroCodec } from '@checkride/messaging/avro/avro-codec';
import { predictionWriterSchema } from '@checkride/messaging/avro/prediction-schema';

/** How messages are written. */
export type Encoding = 'avro' | 'json';

/** Names of the 20 numeric and 10 categorical inputs; with eight envelope fields an event has 38 columns. */
export const NUMBERS = Array.from({ length: 20 }, (_, i) => `n${String(i).padStart(2, '0')}`);
export const CATEGORIES = Array.from({ length: 10 }, (_, i) => `c${String(i).padStart(2, '0')}`);

/** The contract record of the benchmark's model over one topic. */
export function benchmarkModel(model: string, topic: string): ModelRecord {
  const parsed = parseContract({
    model,
    task: 'binary',
    source: { predictions: topic, format: 'avro', clock: 'live' },
    features: Object.fromEntries<{ readonly type: string }>([
      ...NUMBERS.map((name) => [name, { type: 'number' }] as const),
      ...CATEGORIES.map((name) => [name, { type: 'category' }] as const),
    ]),
    segments: ['region'],
  });
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  const { contract } = parsed;
  const slots = assignSlots([], contract.features);
  return {
    model,
    contract_version: 1,
    contract_digest: digest(contract),
    effective_from: 0,
    contract,
    contract_yaml: '',
    slots,
    schemas: [predictionWriterSchema(contract, slots)],
    reference: null,
  };
}

const POOL = 10_000;
const HEX_DIGITS = 12;

/** Messages without end: 10 000 distinct ones, of which every copy has an id of its own. */
export function createMessages(
  record: ModelRecord,
  encoding: Encoding,
  now: number,
): (index: number) => Buffer {
  const schema = record.schemas[0]!;
  const codec = avroCodec<unknown>(JSON.parse(schema.schema));
  const random = linear(42);
  const pool = Array.from({ length: POOL }, (_, i) => {
    const features = {
      ...Object.fromEntries(NUMBERS.map((name) => [name, Math.round((random() + random() - 1) * 1e4) / 100])),
      ...Object.fromEntries(
        CATEGORIES.map((name, k) => [name, `${name}_v${Math.floor(random() * random() * (5 + 5 * k))}`]),
      ),
    };
    const envelope = {
      prediction_id: '00000000-0000-4000-8000-000000000000',
      model: record.model,
      version: `2026.11.${i % 2}`,
      event_time: now,
      unit_id: `customer-${Math.floor(random() * 1e6)}`,
      latency_ms: Math.round(random() * 200) / 10,
    };
    const region = ['westeurope', 'northeurope', 'uksouth'][i % 3]!;
    const score = random();
    const bytes =
      encoding === 'json'
        ? Buffer.from(JSON.stringify({ ...envelope, region, score, ...features }))
        : codec.encodeConfluent(schema.confluent_id, {
            ...envelope,
            segments: [region],
            features,
            prediction: { score },
          });
    return { bytes, at: bytes.indexOf('-8000-') + '-8000-'.length };
  });
  return (index) => {
    const { bytes, at } = pool[index % POOL]!;
    const copy = Buffer.from(bytes);
    copy.write(index.toString(16).padStart(HEX_DIGITS, '0'), at, 'latin1');
    return copy;
  };
}

/** A linear congruential generator: the same events in every run. */
function linear(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}
