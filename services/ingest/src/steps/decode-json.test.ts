import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { InboundRecord } from '@checkride/messaging/records';
import { contractOf, recordOf } from '../../../../test/support/ingest/contract-of.js';
import { createContractBook } from './contracts.js';
import type { ContractBook } from './contracts.js';
import { createDecodeStep } from './decode.js';
import type { Decode } from './decode.js';
import { compileScanner } from './json/compile-scanner.js';
import { jsonFields } from './json/json-paths.js';
import { choicesOf, shapeOf } from './json/json-shape.js';
import { isUtf8 } from './json/utf8.js';
import { predictionLayout } from './rows/prediction-layout.js';
import { RowBlock } from './rows/row-block.js';

const ARRIVAL = Date.UTC(2026, 0, 15, 12);
const topics = { prediction: 'p', label: 'l', outcome: 'o', exposure: 'e', change: 'c' };

function decoder(models: readonly string[], map?: object, plain = false): Decode {
  const book = createContractBook([], topics);
  for (const model of models)
    book.apply(
      recordOf(
        contractOf({
          model,
          task: 'binary',
          source: {
            predictions: 'p',
            labels: 'l',
            outcomes: 'o',
            format: map === undefined ? 'avro' : 'json',
            clock: 'live',
          },
          labels: { kind: 'complete', horizon: '1d', source: 's' },
          features: { x: { type: 'number' }, y: { type: 'double' }, c_d: { type: 'category' } },
          segments: ['region', 'band'],
          ...(map === undefined ? {} : { map }),
        }),
      ),
    );
  if (!plain) return createDecodeStep({ book });
  // A writer that forgets what it learnt always parses.
  const json: ContractBook['json'] = (record, kind) => {
    const writer = book.json(record, kind);
    writer.scanner = undefined;
    return writer;
  };
  return createDecodeStep({ book: { ...book, json } });
}

/** The row, or the refusal, that a document gives. */
function result(
  decode: Decode,
  text: string | Buffer,
  kind: 'prediction' | 'label' | 'outcome' = 'prediction',
): string {
  const value = Buffer.from(text);
  const block = new RowBlock();
  const record: InboundRecord = {
    topic: topics[kind],
    partition: 1,
    offset: 5,
    timestamp: ARRIVAL,
    key: null,
    value,
    headers: {},
  };
  const refusal = decode(record, value, kind, ARRIVAL, block);
  return refusal === undefined
    ? Buffer.from(block.slice(0, 1)).toString('hex')
    : `${refusal.reason}: ${refusal.detail} (${refusal.model})`;
}

const good = {
  prediction_id: 'id-1',
  model: 'm',
  version: '3',
  event_time: ARRIVAL - 1_000,
  score: 0.25,
  x: 1.5,
  y: -2e-7,
  c_d: 'ä€😀',
  region: 'west',
  band: 'high',
  unit_id: 77,
  latency_ms: 12,
  scores: [0.25, 0.75],
  more: { deep: [1, { a: null }, [[]], {}, 'z'], t: true },
};
const nested = {
  ...good,
  prediction: { score: 0.5, scores: [1] },
  features: { x: 2, c_d: null },
  segments: { band: 'low' },
  x: 'a text that does not count',
};
const list = { ...good, segments: ['north', 'mid'], status: 'Timeout', arm: 'shadow' };

const compact = (made: unknown): string => JSON.stringify(made);
/** As Python's json.dumps spaces it. */
const asPython = (made: unknown): string =>
  compact(made).replace(/"(?:[^"\\]|\\.)*"|[:,]/g, (token) => (token.length === 1 ? `${token} ` : token));

/** Values that stand for everything a producer may write into a field. */
const anything = fc.oneof(
  fc.constantFrom(null, true, false, '', 'ok', 'timeout', '2026-01-15T11:59:00Z', 'yesterday', {}, [], [1], {
    x: 1,
  }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(ARRIVAL, ARRIVAL / 1_000, -0, 1e21, 1e-7, 123456789012345680000),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const fields = [
  ...Object.keys(good),
  'features',
  'prediction',
  'segments',
  'status',
  'arm',
  'runtime',
  'strange',
];
const document = fc
  .tuple(
    fc.constantFrom<Record<string, unknown>>(good, nested, list),
    fc.array(fc.tuple(fc.constantFrom(...fields), anything), { maxLength: 3 }),
    fc.array(fc.constantFrom(...fields), { maxLength: 3 }),
    fc.constantFrom(compact, asPython, (made: unknown) => JSON.stringify(made, undefined, '\t')),
  )
  .map(([base, changed, dropped, write]) => {
    const made = { ...base, ...Object.fromEntries(changed) };
    for (const name of dropped) delete made[name];
    return write(made);
  });

describe('scanning JSON', () => {
  it('gives what parsing gives, whatever the document and whatever was seen before', () => {
    const oneModel = [decoder(['m']), decoder(['m'], undefined, true)] as const;
    const severalModels = [decoder(['m', 'n']), decoder(['m', 'n'], undefined, true)] as const;
    fc.assert(
      fc.property(fc.array(document, { minLength: 1, maxLength: 6 }), fc.boolean(), (documents, several) => {
        const [learnt, parsing] = several ? severalModels : oneModel;
        for (const text of [JSON.stringify(good), ...documents, ...documents])
          expect(result(learnt, text)).toBe(result(parsing, text));
      }),
      { numRuns: 300 },
    );
  });

  it('gives what parsing gives for any bytes', () => {
    const learnt = decoder(['m']);
    const parsing = decoder(['m'], undefined, true);
    result(learnt, JSON.stringify(good));
    const change = fc.tuple(
      fc.nat(),
      fc.nat(2),
      fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('"\\{}[],:.eE+-0 \n'))),
    );
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        let bytes = Buffer.from(JSON.stringify(good));
        for (const [place, cut, byte] of changes) {
          const at = place % bytes.length;
          bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from([byte]), bytes.subarray(at + cut)]);
        }
        expect(result(learnt, bytes)).toBe(result(parsing, bytes));
        result(learnt, JSON.stringify(good));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['without spaces', compact],
    ['as Python writes it', asPython],
  ])('is done by generated code for what is written %s', (_what, write) => {
    for (const made of [nested, { ...good, scores: undefined }]) {
      const text = write({
        ...made,
        prediction: made === nested ? { score: 0.1234567890123456 } : undefined,
      });
      const fields = jsonFields('prediction', predictionLayout([], ['region', 'band']).root, null);
      const shape = shapeOf(fields, choicesOf(JSON.parse(text), fields));
      const scan = compileScanner(shape, JSON.parse(text), text);
      const bytes = Buffer.from(`${text}\0`);
      expect(scan?.(bytes, 0, new Float64Array(999), new Int32Array(999))).toBe(bytes.length - 1);
    }
  });

  it('knows UTF-8 as Node does', () => {
    const strict = new TextDecoder('utf-8', { fatal: true });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 6 }),
          fc
            .array(
              fc.constantFrom(
                0x41,
                0x80,
                0xbf,
                0xc1,
                0xc2,
                0xe0,
                0xa0,
                0xed,
                0x9f,
                0xf0,
                0x90,
                0xf4,
                0x8f,
                0xff,
              ),
              { maxLength: 6 },
            )
            .map((bytes) => Uint8Array.from(bytes)),
        ),
        (bytes) => {
          let valid = true;
          try {
            strict.decode(bytes);
          } catch {
            valid = false;
          }
          expect(isUtf8(bytes, 0, bytes.length)).toBe(valid);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('the mapping of a contract', () => {
  const map = {
    id: '$.request.id',
    time: '$.ts',
    score: '$.p',
    unit: "$['account no']",
    features: { x: '$.inputs[1]' },
    segments: { region: '$.geo.name' },
    label: { id: '$.ref', value: '$.truth', observed_at: '$.at' },
    outcome: { unit: '$.who', kpi: '$.what', value: '$.much', time: '$.at' },
  };

  it('finds every part where it says, twice the same', () => {
    const decode = decoder(['m'], map);
    const plain = result(
      decoder(['m']),
      JSON.stringify({ ...good, version: undefined, scores: undefined, model: undefined }),
    );
    const foreign = JSON.stringify({
      request: { id: 'id-1' },
      ts: new Date(ARRIVAL - 1_000).toISOString(),
      p: 0.25,
      'account no': '77',
      inputs: ['no', 1.5],
      geo: { name: 'west' },
      band: 'high',
      y: -2e-7,
      c_d: 'ä€😀',
      latency_ms: 12,
    });
    expect([result(decode, foreign), result(decode, foreign)]).toEqual([plain, plain]);
  });

  it.each([
    [
      'label',
      { ref: 'id-1', truth: 'yes', at: ARRIVAL / 1_000 },
      { prediction_id: 'id-1', value: 'yes', observed_at: ARRIVAL },
    ],
    [
      'outcome',
      { who: 'u', what: 'k', much: 2, at: ARRIVAL },
      { unit_id: 'u', kpi: 'k', value: 2, event_time: ARRIVAL },
    ],
  ] as const)('holds for a %s', (kind, foreign, plain) => {
    const decode = decoder(['m'], map);
    const expected = result(decoder(['m']), JSON.stringify(plain), kind);
    expect([1, 2].map(() => result(decode, JSON.stringify(foreign), kind))).toEqual([expected, expected]);
    expect(expected).not.toMatch(/:/);
  });
});
