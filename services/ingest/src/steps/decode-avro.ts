import type { InboundRecord } from '@checkride/messaging/records';
import { SOURCE_OF } from './contracts.js';
import type { AvroWriter, ContractBook } from './contracts.js';
import { refuse, termsOf } from './refusal.js';
import type { Refusal } from './refusal.js';
import type { EventKind } from './rows/event-rows.js';
import { fault } from './rows/fault.js';
import type { RowBlock } from './rows/row-block.js';

/** Turns an Avro datum, behind `header` bytes of framing, into a row by the first writer that fits its model. */
export type DecodeAvro = (
  writers: readonly AvroWriter[],
  value: Buffer,
  header: number,
  kind: EventKind,
  record: InboundRecord,
  appendedAt: number,
  block: RowBlock,
) => Refusal | undefined;

/** Decoding of Avro by the code generated for each writer's schema. */
export function createAvroDecoder(book: ContractBook): DecodeAvro {
  let buffer: ArrayBufferLike | undefined;
  let bytes: Uint8Array = new Uint8Array(0);
  let view: DataView = new DataView(bytes.buffer);

  /** Views of a fetch response are made once, not once a message. */
  const look = (value: Buffer): void => {
    if (value.buffer === buffer) return;
    buffer = value.buffer;
    bytes = new Uint8Array(buffer);
    view = new DataView(buffer);
  };

  return function decodeAvro(writers, value, header, kind, record, appendedAt, block) {
    look(value);
    const start = value.byteOffset + header;
    const end = value.byteOffset + value.length;
    let name: string | null = null;
    for (const writer of writers) {
      const { numbers, texts } = writer.found;
      const answer = writer.read(bytes, view, start, end, numbers, texts);
      if (answer < 0) return refuse(fault('undecodable', 'the bytes are not of their schema'), writer.model);
      name = writer.nameAt(bytes, texts[2 * writer.modelAt]!, texts[2 * writer.modelAt + 1]!);
      if (writer.model !== null && writer.model !== name) continue;
      if (writer.kind !== kind)
        return refuse(fault('unknown_schema', `a ${writer.kind} on a topic of ${SOURCE_OF[kind]}`), name);
      const terms = termsOf(book, name, kind, record.topic);
      if ('reason' in terms) return terms;
      if (answer > 0) return refuse(fault('bad_type', 'a value is none of its field'), name);
      writer.found.bytes = bytes;
      const problem = writer.form.write(block, writer.found, terms, { record, value, appendedAt });
      return problem && refuse(problem, name);
    }
    if (name !== null && book.model(name) !== undefined)
      return refuse(
        fault('unknown_schema', `the schema is of ${writers[0]?.model}, the model is ${name}`),
        name,
      );
    return refuse(fault('unknown_model', `no contract of model ${name?.slice(0, 100)}`), name, true);
  };
}
