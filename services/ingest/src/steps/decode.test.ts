import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { avroCodec } from '@checkride/messaging/avro/avro-codec';
import { predictionSchema } from '@checkride/messaging/generated/prediction-v1';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { InboundRecord } from '@checkride/messaging/records';
import { TOPICS } from '@checkride/messaging/topics';
import { contractOf, recordOf } from '../../../../test/support/ingest/contract-of.js';
import {
  envelope,
  features,
  strangeField,
  valueOf,
} from '../../../../test/support/ingest/random-predictions.js';
import type { WrittenFeature } from '../../../../test/support/ingest/random-predictions.js';
import { bytesOf, identityOf, unitOf, uuidBytes } from '../../../../test/support/ingest/reference-rows.js';
import type { PlainPrediction } from '../../../../test/support/ingest/reference-rows.js';
import { createContractBook } from './contracts.js';
import { createDecodeStep } from './decode.js';
import { RowBlock } from './rows/row-block.js';

const ARRIVAL = Date.UTC(2026, 0, 15, 12);
const BASE = 60_000;
const topics = {
  prediction: TOPICS.predictions,
  label: TOPICS.labels,
  outcome: TOPICS.outcomes,
  exposure: TOPICS.exposures,
  change: TOPICS.changes,
};

const recordAt = (value: Buffer, offset: number, partition: number): InboundRecord => ({
  topic: TOPICS.predictions,
  partition,
  offset,
  timestamp: ARRIVAL,
  key: null,
  value,
  headers: {},
});

/** The row of a prediction, column by column, by the plainest code there is. */
function plainRow(
  prediction: PlainPrediction,
  record: ModelRecord,
  offset: number,
  partition: number,
): Buffer {
  const { uuid, given } = identityOf(prediction.prediction_id);
  const from = Math.floor(prediction.event_time / BASE) * BASE;
  const { runtime } = prediction;
  const byArray = (array: 'num' | 'num64' | 'cat') =>
    record.slots
      .filter((slot) => slot.array === array)
      .sort((a, b) => a.slot - b.slot)
      .map(({ feature }) =>
        Object.hasOwn(prediction.features, feature) ? prediction.features[feature] : null,
      );
  const number = (value: unknown): number => (value === null ? NaN : Number(value));
  return Buffer.concat([
    bytesOf.u64(BigInt(ARRIVAL)),
    bytesOf.u16(partition),
    bytesOf.u64(2n ** 64n - 1n - (BigInt(offset) * 1024n + BigInt(partition))),
    bytesOf.u64(BigInt(prediction.event_time)),
    bytesOf.u32(from / 1000),
    bytesOf.u8(ARRIVAL >= from + BASE + record.contract.windows.lateness_ms ? 1 : 0),
    bytesOf.u8(prediction.arm === 'shadow' ? 1 : 0),
    bytesOf.u8(['ok', 'error', 'timeout'].indexOf(prediction.status)),
    bytesOf.u32(1),
    bytesOf.u32(prediction.route_revision ?? 0),
    bytesOf.f64(prediction.prediction.score ?? NaN),
    bytesOf.f32(prediction.latency_ms ?? NaN),
    bytesOf.list(byArray('num').map((value) => bytesOf.f32(number(value)))),
    bytesOf.list(byArray('num64').map((value) => bytesOf.f64(number(value)))),
    bytesOf.u64(unitOf(prediction.unit_id ?? prediction.prediction_id)),
    uuidBytes(uuid),
    bytesOf.text(given ? '' : prediction.prediction_id),
    bytesOf.text(prediction.model),
    bytesOf.text(prediction.version),
    bytesOf.text(prediction.artifact_digest ?? ''),
    bytesOf.text(prediction.instance ?? ''),
    bytesOf.text(runtime === null ? '' : `${runtime.image}|${runtime.feature_view}|${runtime.config}`),
    bytesOf.text(prediction.prediction.class ?? ''),
    bytesOf.text(prediction.error_code ?? ''),
    bytesOf.list(prediction.segments.map(bytesOf.text)),
    bytesOf.list((prediction.prediction.scores ?? []).map(bytesOf.f32)),
    bytesOf.list(byArray('cat').map((value) => bytesOf.maybeText(value as string | null))),
  ]);
}

interface Scenario {
  readonly written: readonly WrittenFeature[];
  readonly prediction: PlainPrediction;
  readonly strange: { readonly type: unknown; readonly value: unknown };
  readonly order: readonly number[];
  readonly offset: number;
  readonly partition: number;
}

const scenario: fc.Arbitrary<Scenario> = features.chain((written) =>
  fc.record({
    written: fc.constant(written),
    prediction: fc
      .tuple(envelope, fc.tuple(...written.map(({ avro }) => valueOf(avro))))
      .map(([plain, values]): PlainPrediction => ({
        ...plain,
        model: 'churn',
        event_time: ARRIVAL + plain.event_time,
        features: Object.fromEntries(written.map(({ spec }, i) => [spec.name, values[i]])),
      })),
    strange: strangeField,
    order: fc.array(fc.nat(), { minLength: 20, maxLength: 20 }),
    offset: fc.nat(2 ** 31),
    partition: fc.nat(1023),
  }),
);

/** Features named like members every object has are no Avro trouble, but avsc's objects cannot hold them. */
const holdable = ({ written }: Scenario): boolean =>
  written.every(({ spec }) => !['__proto__', 'constructor', 'toString'].includes(spec.name));

function world(written: readonly WrittenFeature[], schemas: readonly object[]) {
  const contract = contractOf({
    model: 'churn',
    task: 'binary',
    source: { predictions: TOPICS.predictions, format: 'avro', clock: 'live' },
    features: Object.fromEntries(written.map(({ spec }) => [spec.name, { type: spec.type }])),
    segments: ['region', 'band'],
  });
  const book = createContractBook([], topics);
  const record = recordOf(contract, schemas);
  expect(book.apply(record)).toEqual([]);
  return { record, decode: createDecodeStep({ book }) };
}

describe('a prediction in Avro', () => {
  it('becomes the same bytes as decoded by avsc and written column by column', () => {
    fc.assert(
      fc.property(scenario.filter(holdable), ({ written, prediction, strange, order, offset, partition }) => {
        const fields = (predictionSchema as { fields: { name: string; type: unknown }[] }).fields.map(
          (field) => {
            if (field.name !== 'features') return field;
            const own = written.map(({ spec, avro }) => ({ name: spec.name, type: avro }));
            return { name: 'features', type: { type: 'record', name: 'Features', fields: own } };
          },
        );
        const shuffled = [...fields, { name: 'strange', type: strange.type }]
          .map((field, i) => [order[i] ?? 0, field] as const)
          .sort(([a], [b]) => a - b)
          .map(([, field]) => field);
        const schema = { type: 'record', name: 'ChurnPrediction', fields: shuffled };
        const codec = avroCodec<unknown>(schema);
        const { record, decode } = world(written, [schema]);
        const value = codec.encodeSingleObject(wrapped(prediction, strange));
        const read = unwrapped(codec.decode(value.subarray(10)) as PlainPrediction);

        for (const framed of [value, codec.encodeConfluent(1000, wrapped(prediction, strange))]) {
          const block = new RowBlock();
          const inner = Buffer.concat([Buffer.alloc(3, 255), framed, Buffer.alloc(3, 255)]).subarray(3, -3);
          expect(
            decode(recordAt(inner, offset, partition), inner, 'prediction', ARRIVAL, block),
          ).toBeUndefined();
          expect(Buffer.from(block.slice(0, 1)).toString('hex')).toBe(
            plainRow(read, record, offset, partition).toString('hex'),
          );
        }
      }),
      { numRuns: 120 },
    );
  });

  it('is undecodable when any byte is missing or one too many is there', () => {
    fc.assert(
      fc.property(scenario.filter(holdable), fc.nat(), ({ written, prediction, offset }, cut) => {
        const own = written.map(({ spec, avro }) => ({ name: spec.name, type: avro }));
        const schema = withFeatures(own);
        const codec = avroCodec<unknown>(schema);
        const { decode } = world(written, [schema]);
        const whole = codec.encodeSingleObject(prediction);
        const at = 10 + (cut % (whole.length - 10));
        const block = new RowBlock();
        for (const broken of [whole.subarray(0, at), Buffer.concat([whole, Buffer.from([0])])]) {
          const value = Buffer.concat([Buffer.alloc(8), broken, Buffer.alloc(300, 1)]).subarray(
            8,
            8 + broken.length,
          );
          const refusal = decode(recordAt(value, offset, 0), value, 'prediction', ARRIVAL, block);
          expect(refusal?.reason).toBe('undecodable');
        }
        expect(block.rows).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a prediction in JSON', () => {
  it('becomes the same row as in Avro', () => {
    fc.assert(
      fc.property(scenario, ({ written, prediction, offset, partition }) => {
        fc.pre(prediction.prediction.score !== null && Number.isFinite(prediction.prediction.score));
        fc.pre(
          Number.isFinite(prediction.latency_ms) &&
            prediction.prediction.scores?.every(Number.isFinite) !== false,
        );
        const { record, decode } = world(written, []);
        const value = Buffer.from(JSON.stringify(prediction));
        const read = JSON.parse(value.toString()) as PlainPrediction;
        const block = new RowBlock();
        expect(
          decode(recordAt(value, offset, partition), value, 'prediction', ARRIVAL, block),
        ).toBeUndefined();
        expect(Buffer.from(block.slice(0, 1)).toString('hex')).toBe(
          plainRow(read, record, offset, partition).toString('hex'),
        );
      }),
      { numRuns: 120 },
    );
  });
});

const withFeatures = (own: readonly object[]): object => ({
  type: 'record',
  name: 'ChurnPrediction',
  fields: (predictionSchema as { fields: { name: string }[] }).fields.map((field) =>
    field.name === 'features'
      ? { name: 'features', type: { type: 'record', name: 'Features', fields: own } }
      : field,
  ),
});
const wrapped = (prediction: PlainPrediction, strange: { readonly value: unknown }): unknown => ({
  ...prediction,
  strange: strange.value,
});
const unwrapped = (prediction: PlainPrediction): PlainPrediction => prediction;
