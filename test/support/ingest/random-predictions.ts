import fc from 'fast-check';
import type { FeatureSpec, FeatureType } from '@checkride/domain/contract/contract';

/** A feature and the Avro type its writer chose for it. */
export interface WrittenFeature {
  readonly spec: FeatureSpec;
  readonly avro: unknown;
}

const AVRO_TYPES: Readonly<Record<FeatureType, readonly string[]>> = {
  number: ['int', 'long', 'float', 'double', 'boolean'],
  double: ['float', 'double', 'long'],
  boolean: ['boolean'],
  category: ['string'],
};

const FEATURE_NAMES = [
  'a',
  'bee',
  'constructor',
  'd_4',
  'score',
  'model',
  'g',
  'h8',
  '__proto__',
  'toString',
];

/** Features of random types, nullable or not, with the null before or behind. */
export const features: fc.Arbitrary<WrittenFeature[]> = fc
  .uniqueArray(fc.constantFrom(...FEATURE_NAMES), { maxLength: 8 })
  .chain((names) =>
    fc.tuple(
      ...names.map((name) =>
        fc.constantFrom<FeatureType>('number', 'double', 'boolean', 'category').chain((type) =>
          fc
            .tuple(fc.constantFrom(...AVRO_TYPES[type]), fc.constantFrom('plain', 'null first', 'null last'))
            .map(([plain, nulls]): WrittenFeature => {
              const avro =
                nulls === 'plain' ? plain : nulls === 'null first' ? ['null', plain] : [plain, 'null'];
              return { spec: { name, type }, avro };
            }),
        ),
      ),
    ),
  );

const text = fc.oneof(fc.string({ maxLength: 12, unit: 'grapheme' }), fc.string({ maxLength: 200 }));

/** A value of an Avro type made by `features`. */
export function valueOf(avro: unknown): fc.Arbitrary<unknown> {
  if (Array.isArray(avro)) return fc.oneof(...(avro as unknown[]).map(valueOf));
  switch (avro) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'int':
      return fc.integer();
    case 'long':
      // The encoder of the other side refuses the two outermost safe integers.
      return fc.integer({ min: Number.MIN_SAFE_INTEGER + 1, max: Number.MAX_SAFE_INTEGER - 1 });
    case 'float':
      return fc.float();
    case 'double':
      return fc.double();
    default:
      return text;
  }
}

/** Fields a writer may add that no contract knows: they must be skipped. */
export const strangeField: fc.Arbitrary<{ readonly type: unknown; readonly value: unknown }> = fc.oneof(
  valueOf('string').map((value) => ({ type: 'string', value })),
  fc.uint8Array({ maxLength: 9 }).map((value) => ({ type: 'bytes', value: Buffer.from(value) })),
  fc
    .array(valueOf('long'), { maxLength: 4 })
    .map((value) => ({ type: { type: 'array', items: 'long' }, value })),
  fc
    .dictionary(fc.string({ maxLength: 5 }), valueOf('double'), { maxKeys: 3 })
    .map((value) => ({ type: { type: 'map', values: 'double' }, value })),
  fc.constantFrom('x', 'y').map((value) => ({
    type: { type: 'enum', name: 'Letter', symbols: ['x', 'y'] },
    value,
  })),
  fc
    .uint8Array({ minLength: 3, maxLength: 3 })
    .map((value) => ({ type: { type: 'fixed', name: 'Three', size: 3 }, value: Buffer.from(value) })),
  fc.tuple(valueOf('int'), valueOf('string')).map(([n, s]) => ({
    type: {
      type: 'record',
      name: 'Pair',
      fields: [
        { name: 'n', type: 'int' },
        { name: 's', type: 'string' },
      ],
    },
    value: { n, s },
  })),
);

/** The envelope of a prediction without its features; event_time is an offset from the test's arrival time. */
export const envelope = fc.record({
  prediction_id: fc.oneof(fc.uuid(), fc.string({ minLength: 1, maxLength: 80 })),
  version: text,
  arm: fc.constantFrom('live', 'shadow'),
  artifact_digest: fc.option(text),
  route_revision: fc.option(fc.integer({ min: 0, max: 4_294_967_295 })),
  instance: fc.option(text),
  runtime: fc.option(fc.record({ image: text, feature_view: text, config: text })),
  unit_id: fc.option(text),
  event_time: fc.integer({ min: -86_400_000, max: 300_000 }),
  segments: fc.array(text, { minLength: 2, maxLength: 2 }),
  prediction: fc.record({
    score: fc.double({ noNaN: true }),
    value: fc.constant(null),
    class: fc.option(text),
    scores: fc.option(fc.array(fc.float({ noNaN: true }), { maxLength: 5 })),
  }),
  latency_ms: fc.float({ noNaN: true }),
  status: fc.constantFrom('ok', 'error', 'timeout'),
  error_code: fc.option(text),
});
