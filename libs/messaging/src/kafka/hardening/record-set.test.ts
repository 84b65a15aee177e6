import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { decodeFetchResponse } from './fetch-response.js';
import { decodeRecordSet } from './record-set.js';
import type { CodecLookup } from './record-set.js';

// The stock library is the yardstick: what it encodes and how it decodes.
const require = createRequire(import.meta.url);
const protocol = 'kafkajs/src/protocol';
interface Encoder {
  readonly buffer: Buffer;
  writeInt16(value: number): Encoder;
  writeInt32(value: number): Encoder;
  writeInt64(value: number | string): Encoder;
  writeString(value: string): Encoder;
  writeBuffer(value: Buffer): Encoder;
}
interface Given {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers?: Record<string, Buffer | Buffer[]>;
  readonly offsetDelta?: number;
  readonly timestampDelta?: number;
}
interface StockMessage {
  readonly offset: string;
  readonly timestamp: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Record<string, Buffer | Buffer[]>;
}
const NewEncoder = require(`${protocol}/encoder`) as new () => Encoder;
const Decoder = require(`${protocol}/decoder`) as new (bytes: Buffer) => unknown;
const { RecordBatch } = require(`${protocol}/recordBatch/v0`) as {
  readonly RecordBatch: (batch: Record<string, unknown>) => Promise<Encoder>;
};
const Record = require(`${protocol}/recordBatch/record/v0`) as (record: Given) => Encoder;
const stockDecode = require(`${protocol}/requests/fetch/v4/decodeMessages`) as (
  decoder: unknown,
) => Promise<StockMessage[]>;
const stockResponse = require(`${protocol}/requests/fetch/v11/response`) as {
  decode(bytes: Buffer): Promise<unknown>;
};

const LOG_APPEND_TIME = 8;
const CONTROL = 32;
const where = { topic: 't', partition: 3 };
const codecOf: CodecLookup = (attributes) =>
  (attributes & 7) === 1 ? (bytes) => Promise.resolve(gunzipSync(bytes)) : null;
const utf8 = (text: string): Buffer => Buffer.from(text);

async function batch(
  records: readonly Given[],
  more: Record<string, unknown> = {},
  flags = 0,
): Promise<Buffer> {
  const encoded = await RecordBatch({
    firstOffset: 0,
    firstTimestamp: 1_000,
    maxTimestamp: 9_000,
    lastOffsetDelta: Math.max(0, records.length - 1),
    records: records.map((record, offsetDelta) => Record({ offsetDelta, ...record })),
    ...more,
  });
  const bytes = Buffer.from(encoded.buffer);
  bytes.writeInt16BE(bytes.readInt16BE(21) | flags, 21);
  return bytes;
}
const stock = (bytes: Buffer): Promise<StockMessage[]> =>
  stockDecode(new Decoder(new NewEncoder().writeInt32(bytes.length).writeBuffer(bytes).buffer));

const varied: Given[] = [
  { key: utf8('k'), value: utf8('v'), headers: { a: utf8('1'), ü: utf8('zwei') }, timestampDelta: 5 },
  { key: null, value: null, timestampDelta: -3 },
  { key: Buffer.alloc(0), value: Buffer.alloc(0), timestampDelta: 2 ** 40 },
  { key: utf8('x'.repeat(300)), value: Buffer.alloc(70_000, 7), offsetDelta: 9 },
];

describe('decoding fetched records', () => {
  it.each([
    ['plain', 0],
    ['gzip', 1],
  ])('gives what kafkajs gives, %s', async (_name, compression) => {
    const bytes = Buffer.concat([
      await batch(varied, { firstOffset: 2 ** 33, lastOffsetDelta: 9, compression }),
      await batch([{ key: null, value: utf8('next') }], { firstOffset: 2 ** 33 + 10 }),
    ]);
    const { records, lastOffset } = await decodeRecordSet(where, bytes, [], codecOf);
    const wanted = await stock(bytes);
    expect(records.map(({ offset, timestamp, key, value }) => ({ offset, timestamp, key, value }))).toEqual(
      wanted.map(({ offset, timestamp, key, value }) => ({
        offset: Number(offset),
        timestamp: Number(timestamp),
        key,
        value,
      })),
    );
    expect(records.map(({ headers }) => ({ ...headers }))).toEqual(
      wanted.map(({ headers }) => ({ ...headers })),
    );
    expect(records[0]).toMatchObject(where);
    expect(lastOffset).toBe(2 ** 33 + 10);
  });

  it('takes 130 000 records of one batch, where kafkajs gives up', async () => {
    const many = await batch(
      Array.from({ length: 130_000 }, (_, at) => ({ key: null, value: utf8(String(at)) })),
    );
    const { records } = await decodeRecordSet(where, many, [], codecOf);
    expect(records).toHaveLength(130_000);
    expect(records.at(-1)?.value?.toString()).toBe('129999');
    await expect(stock(many)).rejects.toThrow(RangeError);
  });

  it('takes the time of arrival where the broker stamps it', async () => {
    const bytes = await batch(varied.slice(0, 2), {}, LOG_APPEND_TIME);
    const { records } = await decodeRecordSet(where, bytes, [], codecOf);
    expect(records.map(({ timestamp }) => timestamp)).toEqual([9_000, 9_000]);
  });

  it('leaves a batch that is cut off for the next fetch', async () => {
    const whole = await batch([{ key: null, value: utf8('a') }]);
    const cut = (await batch([{ key: null, value: utf8('b') }], { firstOffset: 1 })).subarray(0, -1);
    const { records, lastOffset } = await decodeRecordSet(where, Buffer.concat([whole, cut]), [], codecOf);
    expect(records).toHaveLength(1);
    expect(lastOffset).toBe(0);
  });

  it('counts offsets that compaction emptied, so that no reader stands still there', async () => {
    const emptied = await batch([], { firstOffset: 5, lastOffsetDelta: 7 });
    expect(await decodeRecordSet(where, emptied, [], codecOf)).toEqual({ records: [], lastOffset: 12 });
  });

  it('keeps the last of equal headers', async () => {
    const bytes = await batch([
      { key: null, value: null, headers: { a: [utf8('1'), utf8('2')], __proto__x: utf8('3') } },
    ]);
    const { records } = await decodeRecordSet(where, bytes, [], codecOf);
    expect({ ...records[0]!.headers }).toEqual({ a: utf8('2'), __proto__x: utf8('3') });
  });
});

describe('transactions', () => {
  const inTransaction = (text: string, firstOffset: number, producerId: number): Promise<Buffer> =>
    batch([{ key: null, value: utf8(text) }], { firstOffset, producerId, transactional: true });
  const marker = (firstOffset: number, producerId: number): Promise<Buffer> =>
    batch(
      [{ key: Buffer.from([0, 0, 0, 0]), value: utf8('') }],
      { firstOffset, producerId, transactional: true },
      CONTROL,
    );

  it('that were aborted are left out, those around them and of others are not', async () => {
    const bytes = Buffer.concat([
      await inTransaction('committed', 0, 7),
      await marker(1, 7),
      await inTransaction('aborted', 2, 7),
      await inTransaction('other', 3, 8),
      await batch([{ key: Buffer.from([0, 0, 0, 0]), value: utf8('key like a marker') }], { firstOffset: 4 }),
      await inTransaction('aborted too', 5, 7),
      await marker(6, 7),
      await inTransaction('after', 7, 7),
      await marker(8, 8),
    ]);
    const { records, lastOffset } = await decodeRecordSet(
      where,
      bytes,
      [{ producerId: 7n, firstOffset: 2 }],
      codecOf,
    );
    expect(records.map(({ value }) => value?.toString())).toEqual([
      'committed',
      'other',
      'key like a marker',
      'after',
    ]);
    expect(lastOffset).toBe(8);
  });
});

describe('a fetch response', () => {
  it('is read field by field as kafkajs reads it', async () => {
    const records = await batch(varied);
    const partition = (number: number, aborted: readonly number[], set: Buffer): Encoder => {
      const encoder = new NewEncoder()
        .writeInt32(number)
        .writeInt16(0)
        .writeInt64(99)
        .writeInt64(98)
        .writeInt64(1);
      encoder.writeInt32(aborted.length);
      for (const first of aborted) encoder.writeInt64(7).writeInt64(first);
      return encoder.writeInt32(-1).writeInt32(set.length).writeBuffer(set);
    };
    const bytes = new NewEncoder()
      .writeInt32(12)
      .writeInt16(0)
      .writeInt32(77)
      .writeInt32(1)
      .writeString('tøpic')
      .writeInt32(2)
      .writeBuffer(partition(0, [50], records).buffer)
      .writeBuffer(partition(4, [], Buffer.alloc(0)).buffer).buffer;
    const ours = await decodeFetchResponse(codecOf)(bytes);
    const theirs = (await stockResponse.decode(bytes)) as typeof ours;
    const plain = (response: typeof ours): unknown => ({
      ...response,
      responses: response.responses.map(({ topicName, partitions }) => ({
        topicName,
        partitions: partitions.map(({ messages: _messages, abortedTransactions: _aborted, ...rest }) => rest),
      })),
    });
    expect(plain(ours)).toEqual(plain(theirs));
    expect(ours.responses[0]!.partitions.map(({ messages }) => messages.set.records.length)).toEqual([4, 0]);
    expect(ours.responses[0]!.partitions[0]!.messages.set.records[0]!.topic).toBe('tøpic');
  });
});
