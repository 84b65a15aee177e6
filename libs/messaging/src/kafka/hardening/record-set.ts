import { FetchedRecord } from './fetched-record.js';
import type { RecordBatchContext } from './fetched-record.js';

/** A transaction that ended in an abort, as the broker lists it beside the data. */
export interface AbortedTransaction {
  readonly producerId: bigint;
  readonly firstOffset: number;
}

/** Committed records of one partition in one fetch, and the last offset the fetch covers (-1: nothing came). */
export interface RecordSet {
  readonly records: FetchedRecord[];
  readonly lastOffset: number;
}

/** Turns compressed record bytes into plain ones; null when the attributes name no codec. */
export type CodecLookup = (attributes: number) => ((bytes: Buffer) => Promise<Buffer>) | null;

const HEADER_BYTES = 61;
const LOG_APPEND_TIME = 8;
const TRANSACTIONAL = 16;
const CONTROL = 32;

/**
 * Decodes record batches (magic 2) one after another; a batch cut off at the end is left for the next fetch.
 * Aborted and control records are left out, but `lastOffset` counts them, as it counts what compaction removed:
 * otherwise a reader would stand still, or jump, where a batch has no records left.
 */
export async function decodeRecordSet(
  where: { readonly topic: string; readonly partition: number },
  bytes: Buffer,
  aborted: readonly AbortedTransaction[],
  codecOf: CodecLookup,
): Promise<RecordSet> {
  const records: FetchedRecord[] = [];
  const pending = [...aborted].sort((a, b) => a.firstOffset - b.firstOffset);
  const dropping = new Set<bigint>();
  let lastOffset = -1;
  for (let at = 0; at + HEADER_BYTES <= bytes.length;) {
    const end = at + 12 + bytes.readInt32BE(at + 8);
    if (end > bytes.length) break;
    if (bytes[at + 16] !== 2)
      throw new TypeError(`${where.topic}/${where.partition} holds records older than Kafka 0.11`);
    const attributes = bytes.readInt16BE(at + 21);
    const baseOffset = int64(bytes, at);
    lastOffset = baseOffset + bytes.readInt32BE(at + 23);
    const producerId = bytes.readBigInt64BE(at + 43);
    while (pending.length > 0 && pending[0]!.firstOffset <= lastOffset)
      dropping.add(pending.shift()!.producerId);

    if (attributes & CONTROL) dropping.delete(producerId);
    else if (!(attributes & TRANSACTIONAL && dropping.has(producerId))) {
      const batch: RecordBatchContext = {
        ...where,
        baseOffset,
        firstTimestamp: int64(bytes, at + 27),
        maxTimestamp: int64(bytes, at + 35),
        logAppendTime: (attributes & LOG_APPEND_TIME) !== 0,
      };
      const count = bytes.readInt32BE(at + 57);
      const decompress = codecOf(attributes);
      if (decompress === null)
        decodeRecords(batch, bytes.subarray(0, end), at + HEADER_BYTES, count, records);
      else decodeRecords(batch, await decompress(bytes.subarray(at + HEADER_BYTES, end)), 0, count, records);
    }
    at = end;
  }
  return { records, lastOffset };
}

const int64 = (bytes: Buffer, at: number): number =>
  bytes.readInt32BE(at) * 4_294_967_296 + bytes.readUInt32BE(at + 4);

/** The varints are read in line: a call for each would double the time of the whole client. */
function decodeRecords(
  batch: RecordBatchContext,
  bytes: Buffer,
  start: number,
  count: number,
  into: FetchedRecord[],
): void {
  let at = start;
  for (let index = 0; index < count; index++) {
    let byte: number;
    let raw = 0;
    let shift = 0;
    do {
      byte = bytes[at++]!;
      raw |= (byte & 127) << shift;
      shift += 7;
    } while (byte & 128);
    const end = at + ((raw >>> 1) ^ -(raw & 1));
    if (end > bytes.length) throw new RangeError(`a record of ${batch.topic}/${batch.partition} is cut off`);
    at++;

    let wide = 0;
    let scale = 1;
    do {
      byte = bytes[at++]!;
      wide += (byte & 127) * scale;
      scale *= 128;
    } while (byte & 128);
    const timestampDelta = wide % 2 === 0 ? wide / 2 : -(wide + 1) / 2;

    raw = 0;
    shift = 0;
    do {
      byte = bytes[at++]!;
      raw |= (byte & 127) << shift;
      shift += 7;
    } while (byte & 128);
    const offset = batch.baseOffset + ((raw >>> 1) ^ -(raw & 1));

    raw = 0;
    shift = 0;
    do {
      byte = bytes[at++]!;
      raw |= (byte & 127) << shift;
      shift += 7;
    } while (byte & 128);
    const keyLength = (raw >>> 1) ^ -(raw & 1);
    const key = keyLength < 0 ? null : bytes.subarray(at, (at += keyLength));

    raw = 0;
    shift = 0;
    do {
      byte = bytes[at++]!;
      raw |= (byte & 127) << shift;
      shift += 7;
    } while (byte & 128);
    const valueLength = (raw >>> 1) ^ -(raw & 1);
    const value = valueLength < 0 ? null : bytes.subarray(at, (at += valueLength));

    into.push(new FetchedRecord(batch, bytes, timestampDelta, offset, key, value, at));
    at = end;
  }
}
