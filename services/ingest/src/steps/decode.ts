import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { InboundRecord } from '@checkride/messaging/records';
import { SOURCE_OF } from './contracts.js';
import type { AvroWriter, ContractBook, JsonWriter } from './contracts.js';
import { readJson } from './json/read-json.js';
import { createTextScratch } from './json/text-scratch.js';
import { fault } from './rows/fault.js';
import type { Fault } from './rows/fault.js';
import type { EventKind } from './rows/event-rows.js';
import type { RowBlock } from './rows/row-block.js';

/** Longest message that is read, in bytes. */
export const MOST_BYTES = 1_000_000;

/** Why a record became no row. `mayPass`: a contract that is on its way would change that. */
export interface Refusal extends Fault {
  readonly model: string | null;
  readonly mayPass: boolean;
}

/** Turns one record into one row of the block; on a refusal the block is as before. */
export type Decode = (
  record: InboundRecord,
  value: Buffer,
  kind: EventKind,
  appendedAt: number,
  block: RowBlock,
) => Refusal | undefined;

const refuse = ({ reason, detail }: Fault, model: string | null = null, mayPass = false): Refusal => ({
  reason,
  detail,
  model,
  mayPass,
});

/** The step from bytes to a row: framing, schema or mapping, model, validation. */
export function createDecodeStep({ book }: { readonly book: ContractBook }): Decode {
  let buffer: ArrayBufferLike | undefined;
  let bytes: Uint8Array = new Uint8Array(0);
  let view: DataView = new DataView(bytes.buffer);
  const scratch = createTextScratch();

  const wholeOf = (value: Buffer): void => {
    if (value.buffer === buffer) return;
    buffer = value.buffer;
    bytes = new Uint8Array(buffer);
    view = new DataView(buffer);
  };

  const decodeAvro = (
    writers: readonly AvroWriter[],
    value: Buffer,
    header: number,
    kind: EventKind,
    record: InboundRecord,
    appendedAt: number,
    block: RowBlock,
  ): Refusal | undefined => {
    wholeOf(value);
    const start = value.byteOffset + header;
    const end = value.byteOffset + value.length;
    let name: string | null = null;
    for (const writer of writers) {
      const { numbers, texts } = writer.found;
      const answer = writer.read(bytes, view, start, end, numbers, texts);
      if (answer < 0) return refuse(fault('undecodable', 'the bytes are not of their schema'), writer.model);
      name = Buffer.from(buffer!, texts[2 * writer.modelAt], texts[2 * writer.modelAt + 1]).toString();
      if (writer.model !== null && writer.model !== name) continue;
      if (writer.kind !== kind)
        return refuse(fault('unknown_schema', `a ${writer.kind} on a topic of ${SOURCE_OF[kind]}`), name);
      const known = terms(name, kind, record.topic);
      if ('reason' in known) return known;
      if (answer > 0) return refuse(fault('bad_type', 'a value is none of its field'), name);
      writer.found.bytes = bytes;
      const problem = writer.form.write(block, writer.found, known, { record, appendedAt });
      return problem && refuse(problem, name);
    }
    if (name !== null && book.model(name) !== undefined)
      return refuse(
        fault('unknown_schema', `the schema is of ${writers[0]?.model}, the model is ${name}`),
        name,
      );
    return refuse(fault('unknown_model', `no contract of model ${name?.slice(0, 100)}`), name, true);
  };

  const decodeJson = (
    value: Buffer,
    kind: EventKind,
    record: InboundRecord,
    appendedAt: number,
    block: RowBlock,
  ): Refusal | undefined => {
    let document: unknown;
    try {
      document = JSON.parse(value.toString());
    } catch (error) {
      return refuse(fault('undecodable', `no JSON: ${(error as Error).message.slice(0, 200)}`));
    }
    const known = jsonTerms(document, kind, record.topic);
    if ('reason' in known) return known;
    const writer = book.json(known, kind);
    const problem =
      readJson(document, writer.fields, writer.found, scratch) ??
      (fillIn(writer, known, kind), writer.form.write(block, writer.found, known, { record, appendedAt }));
    return problem && refuse(problem, known.model);
  };

  /** What JSON may leave out: the model of a topic that has one, the version of a model that has none. */
  const fillIn = ({ found, modelAt, form }: JsonWriter, { model }: ModelRecord, kind: EventKind): void => {
    if (found.texts[2 * modelAt]! < 0) scratch.put(model, found.texts, modelAt);
    const version = form.layout.root.members['version'];
    if (kind === 'prediction' && version?.kind === 'text' && found.texts[2 * version.at]! < 0)
      scratch.put('unversioned', found.texts, version.at);
    found.bytes = scratch.bytes;
  };

  const jsonTerms = (document: unknown, kind: EventKind, topic: string): ModelRecord | Refusal => {
    const told = (document as { model?: unknown } | null)?.model;
    if (typeof told === 'string') return terms(told, kind, topic);
    const models = book.modelsOn(topic);
    if (models.length === 1) return models[0]!;
    if (told !== undefined && told !== null) return refuse(fault('bad_type', 'model is no text'));
    if (models.length === 0)
      return refuse(fault('unknown_model', 'no contract reads this topic'), null, true);
    return refuse(fault('missing_field', `model is missing, and ${models.length} models share this topic`));
  };

  const terms = (name: string, kind: EventKind, topic: string): ModelRecord | Refusal => {
    const record = book.model(name);
    if (record === undefined)
      return refuse(fault('unknown_model', `no contract of model ${name.slice(0, 100)}`), name, true);
    if (record.contract.source[SOURCE_OF[kind]] !== topic)
      return refuse(
        fault('unknown_model', `the contract of ${name} does not read ${SOURCE_OF[kind]} here`),
        name,
      );
    return record;
  };

  return function decode(record, value, kind, appendedAt, block) {
    if (value.length > MOST_BYTES) return refuse(fault('too_large', `${value.length} bytes`));
    const first = value[0];
    if (first === 0x00 && value.length >= 5) {
      const writers = book.byConfluentId(value.readUInt32BE(1));
      if (writers.length === 0)
        return refuse(fault('unknown_schema', `schema id ${value.readUInt32BE(1)}`), null, true);
      return decodeAvro(writers, value, 5, kind, record, appendedAt, block);
    }
    if (first === 0xc3 && value[1] === 0x01 && value.length >= 10) {
      const writers = book.byFingerprint(value.readUInt32LE(6), value.readUInt32LE(2));
      if (writers.length === 0)
        return refuse(fault('unknown_schema', `fingerprint ${fingerprintOf(value)}`), null, true);
      return decodeAvro(writers, value, 10, kind, record, appendedAt, block);
    }
    if (first === 0x7b || first === 0x20 || first === 0x0a || first === 0x09 || first === 0x0d)
      return decodeJson(value, kind, record, appendedAt, block);
    return refuse(fault('undecodable', value.length === 0 ? 'empty' : `begins with byte ${first}`));
  };
}

const fingerprintOf = (value: Buffer): string => Buffer.from(value.subarray(2, 10)).reverse().toString('hex');
