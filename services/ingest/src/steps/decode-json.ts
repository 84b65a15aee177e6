import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { InboundRecord } from '@checkride/messaging/records';
import type { ContractBook } from './contracts.js';
import { readJson } from './json/read-json.js';
import { TextScratch } from './json/text-scratch.js';
import { refuse, termsOf } from './refusal.js';
import type { Refusal } from './refusal.js';
import type { EventKind } from './rows/event-rows.js';
import { fault } from './rows/fault.js';
import type { RowBlock } from './rows/row-block.js';

/** Turns a JSON document into a row by the field mapping of its model's contract. */
export type DecodeJson = (
  value: Buffer,
  kind: EventKind,
  record: InboundRecord,
  appendedAt: number,
  block: RowBlock,
) => Refusal | undefined;

/** Decoding of JSON: documents like the last one are scanned where they stand, all others are parsed. */
export function createJsonDecoder(book: ContractBook): DecodeJson {
  const scratch = new TextScratch();
  const lastOn = new Map<string, string>();

  const likely = (topic: string): ModelRecord | undefined => {
    const models = book.modelsOn(topic);
    if (models.length === 1) return models[0];
    const last = lastOn.get(topic);
    return last === undefined ? undefined : models.find(({ model }) => model === last);
  };
  const termsIn = (document: unknown, kind: EventKind, topic: string): ModelRecord | Refusal => {
    const told = (document as { model?: unknown } | null)?.model ?? null;
    if (typeof told === 'string') return termsOf(book, told, kind, topic);
    if (told !== null) return refuse(fault('bad_type', 'model is no text'));
    const models = book.modelsOn(topic);
    if (models.length === 1) return models[0]!;
    if (models.length === 0)
      return refuse(fault('unknown_model', 'no contract reads this topic'), null, true);
    return refuse(fault('missing_field', `model is missing, and ${models.length} models share this topic`));
  };

  return function decodeJson(value, kind, record, appendedAt, block) {
    const { topic } = record;
    const delivery = { record, value, appendedAt };
    const guess = likely(topic);
    const fast = guess && book.json(guess, kind);
    if (guess !== undefined && fast?.scanner !== undefined) {
      scratch.begin(fast.constants);
      const start = scratch.append(value);
      const read = fast.scan(scratch.bytes, start, start + value.length);
      const told = fast.found.texts[2 * fast.modelAt]! >= 0 || book.modelsOn(topic).length === 1;
      if (read && told && fast.isOurs(scratch.bytes)) {
        fast.fillIn(scratch.bytes);
        const problem = fast.form.write(block, fast.found, guess, delivery);
        return problem && refuse(problem, guess.model);
      }
    }
    const text = value.toString();
    let document: unknown;
    try {
      document = JSON.parse(text);
    } catch (error) {
      return refuse(fault('undecodable', `no JSON: ${(error as Error).message.slice(0, 200)}`));
    }
    const terms = termsIn(document, kind, topic);
    if ('reason' in terms) return terms;
    const writer = book.json(terms, kind);
    scratch.begin(writer.constants);
    const unread = readJson(document, writer.fields, writer.found, scratch);
    if (unread !== undefined) return refuse(unread, terms.model);
    writer.learn(document, text);
    lastOn.set(topic, terms.model);
    writer.fillIn(scratch.bytes);
    const problem = writer.form.write(block, writer.found, terms, delivery);
    return problem && refuse(problem, terms.model);
  };
}
