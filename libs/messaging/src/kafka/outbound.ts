import type { TopicMessages } from 'kafkajs';
import type { OutboundRecord } from '../records.js';

/** Largest send in bytes: a send is one batch per partition, which the broker refuses above 1 MiB and nobody splits. */
export const MAX_SEND_BYTES = 900_000;

const RECORD_OVERHEAD = 32;

const bytesOf = (part: string | Buffer | null): number => (part === null ? 0 : Buffer.byteLength(part));

/** About the bytes a record takes on the log. */
export function recordBytes(record: OutboundRecord): number {
  let bytes = RECORD_OVERHEAD + bytesOf(record.key) + bytesOf(record.value);
  for (const [name, value] of Object.entries(record.headers ?? {}))
    bytes += 10 + bytesOf(name) + bytesOf(value);
  return bytes;
}

/** Splits records, in order, into sends of at most `maxBytes`; a record above that goes alone. */
export function chunkRecords(
  records: readonly OutboundRecord[],
  maxBytes: number = MAX_SEND_BYTES,
): OutboundRecord[][] {
  const chunks: OutboundRecord[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const record of records) {
    const bytes = recordBytes(record);
    if (size + bytes > maxBytes) {
      chunks.push([]);
      size = 0;
    }
    chunks.at(-1)!.push(record);
    size += bytes;
  }
  return chunks;
}

/** Records as kafkajs takes them; every one names its partition, since a retry would otherwise choose another. */
export function topicMessages(records: readonly OutboundRecord[]): TopicMessages[] {
  const byTopic = new Map<string, TopicMessages>();
  for (const { topic, partition, key, value, headers, timestamp } of records) {
    let entry = byTopic.get(topic);
    if (entry === undefined) byTopic.set(topic, (entry = { topic, messages: [] }));
    entry.messages.push({
      partition,
      key,
      value,
      ...(headers === undefined ? {} : { headers: { ...headers } }),
      ...(timestamp === undefined ? {} : { timestamp: String(timestamp) }),
    });
  }
  return [...byTopic.values()];
}
