import { describe, expect, it } from '@jest/globals';
import { decisionSchema } from '../generated/decision-v1.js';
import { labelSchema } from '../generated/label-v1.js';
import type { Label } from '../generated/label-v1.js';
import { predictionSchema } from '../generated/prediction-v1.js';
import { routeSchema } from '../generated/route-v1.js';
import { avroCodec } from './avro-codec.js';
import { crc64Avro, fingerprintHex } from './crc-64-avro.js';
import { frameConfluent, frameSingleObject, unframe } from './framing.js';

const lisp = {
  type: 'record',
  name: 'Lisp',
  namespace: 'x.y',
  doc: 'left out of the canonical form',
  fields: [
    {
      name: 'value',
      default: null,
      type: [
        'null',
        'string',
        {
          type: 'record',
          name: 'Cons',
          fields: [
            { name: 'car', type: 'Lisp' },
            { name: 'cdr', type: 'Lisp' },
          ],
        },
      ],
    },
  ],
};

describe('CRC-64-AVRO', () => {
  // Apache Avro, share/test/data/schema-tests.txt: the fingerprint of "null" is 7195948357588979594.
  it('gives the figure of the Avro test data', () => {
    expect(crc64Avro(Buffer.from('"null"'))).toBe(7195948357588979594n);
    expect(fingerprintHex(1n)).toBe('0000000000000001');
  });

  // fastavro 1.12, fingerprint(to_parsing_canonical_form(schema), 'CRC-64-AVRO'), bytes reversed: it prints little endian.
  it.each([
    ['int', 'int', '7275d51a3f395c8f'],
    ['a string', 'string', '8f014872634503c7'],
    ['a union', ['int'], 'b763638a48b2fb03'],
    ['a fixed', { type: 'fixed', name: 'Test', size: 1 }, '5b3549407b896968'],
    ['an enum', { type: 'enum', name: 'Test', symbols: ['A', 'B'] }, '167a7fe2c2f2a203'],
    ['a recursive record with a namespace', lisp, '7e4c38770afeef16'],
    ['our label', labelSchema, '598624d09f1c3e2c'],
    ['our prediction', predictionSchema, 'fb5df47c02e91a9f'],
    ['our route', routeSchema, '0b84db2ff0a8da6a'],
    ['our decision', decisionSchema, '9be792bd90343ad8'],
  ])('of the canonical form of %s is what fastavro says', (_name, schema, fingerprint) => {
    expect(avroCodec(schema).fingerprint).toBe(fingerprint);
  });
});

describe('framing', () => {
  const datum = Buffer.from([1, 2, 3]);

  it('tells a registry id from a fingerprint by the first byte', () => {
    expect(frameConfluent(258, datum)).toEqual(Buffer.from([0, 0, 0, 1, 2, 1, 2, 3]));
    expect(unframe(frameConfluent(2 ** 31, datum))).toEqual({ kind: 'confluent', id: 2 ** 31, body: datum });
    const single = frameSingleObject('0102030405060708', datum);
    expect(single).toEqual(Buffer.from([0xc3, 0x01, 8, 7, 6, 5, 4, 3, 2, 1, 1, 2, 3]));
    expect(unframe(single)).toEqual({ kind: 'single-object', fingerprint: '0102030405060708', body: datum });
  });

  it.each([[''], ['00000000'], ['c301010203'], ['c302'], ['7b7d']])('sees neither in %s', (hex) => {
    expect(unframe(Buffer.from(hex, 'hex'))).toBeUndefined();
  });
});

describe('a codec', () => {
  const codec = avroCodec<Label>(labelSchema);
  const label: Label = { prediction_id: 'p', model: 'm', value: 1, observed_at: 978_307_200_000 };

  it('fills defaults in and gives back what it was given', () => {
    expect(codec.decode(codec.encode(label))).toEqual({
      ...label,
      predicted_at: null,
      revision: 0,
      source: 'labels',
    });
    expect(codec.decode(codec.encode({ ...label, value: 'late' })).value).toBe('late');
  });

  it('names the field that is wrong', () => {
    expect(() => codec.encode({ ...label, model: 7 as unknown as string })).toThrow('model is 7');
  });

  it('refuses bytes that are cut short or left over', () => {
    const bytes = codec.encode(label);
    for (const wrong of [bytes.subarray(0, -1), Buffer.concat([bytes, Buffer.from([0])])])
      expect(() => codec.decode(wrong)).toThrow(expect.objectContaining({ code: 'CHK_SCHEMA_INCOMPATIBLE' }));
  });
});
