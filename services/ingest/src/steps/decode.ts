import type { InboundRecord } from '@checkride/messaging/records';
import type { ContractBook } from './contracts.js';
import { createAvroDecoder } from './decode-avro.js';
import { createJsonDecoder } from './decode-json.js';
import { refuse } from './refusal.js';
import type { Refusal } from './refusal.js';
import type { EventKind } from './rows/event-rows.js';
import { fault } from './rows/fault.js';
import type { RowBlock } from './rows/row-block.js';

/** Longest message that is read, in bytes. */
const MOST_BYTES = 1_000_000;

const CONFLUENT_BYTES = 5;
const SINGLE_OBJECT_BYTES = 10;
/** What a JSON document may begin with: a brace or white space. */
const JSON_BEGINS = new Set([0x7b, 0x20, 0x0a, 0x09, 0x0d]);

/** Turns one record into one row of the block; on a refusal the block is as before. */
export type Decode = (
  record: InboundRecord,
  value: Buffer,
  kind: EventKind,
  appendedAt: number,
  block: RowBlock,
) => Refusal | undefined;

/** What decoding needs; `onUnknownId` may ask a registry for the schema. */
export interface DecodeDeps {
  readonly book: ContractBook;
  readonly onUnknownId?: (id: number, topic: string) => void;
}

/** The step from bytes to a row: framing, schema or mapping, model, validation. */
export function createDecodeStep({ book, onUnknownId }: DecodeDeps): Decode {
  const decodeAvro = createAvroDecoder(book);
  const decodeJson = createJsonDecoder(book);

  return function decode(record, value, kind, appendedAt, block) {
    if (value.length > MOST_BYTES) return refuse(fault('too_large', `${value.length} bytes`));
    const first = value[0];
    if (first === 0x00 && value.length >= CONFLUENT_BYTES) {
      const id = value.readUInt32BE(1);
      const writers = book.byConfluentId(id);
      if (writers.length === 0) {
        onUnknownId?.(id, record.topic);
        return refuse(fault('unknown_schema', `schema id ${id}`), null, true);
      }
      return decodeAvro(writers, value, CONFLUENT_BYTES, kind, record, appendedAt, block);
    }
    if (first === 0xc3 && value[1] === 0x01 && value.length >= SINGLE_OBJECT_BYTES) {
      const writers = book.byFingerprint(value.readUInt32LE(6), value.readUInt32LE(2));
      if (writers.length === 0)
        return refuse(fault('unknown_schema', `fingerprint ${fingerprintOf(value)}`), null, true);
      return decodeAvro(writers, value, SINGLE_OBJECT_BYTES, kind, record, appendedAt, block);
    }
    if (first !== undefined && JSON_BEGINS.has(first))
      return decodeJson(value, kind, record, appendedAt, block);
    return refuse(fault('undecodable', value.length === 0 ? 'empty' : `begins with byte ${first}`));
  };
}

const fingerprintOf = (value: Buffer): string =>
  Buffer.from(value.subarray(2, SINGLE_OBJECT_BYTES)).reverse().toString('hex');
