import { describe, expect, it } from '@jest/globals';
import type { OutboundRecord } from '../records.js';
import { chunkRecords, recordBytes, topicMessages } from './outbound.js';

const record = (bytes: number): OutboundRecord => ({
  topic: 't',
  partition: 0,
  key: null,
  value: Buffer.alloc(bytes),
});

describe('sends', () => {
  it('stay below the limit, in order, and a record above it goes alone', () => {
    const records = [400, 400, 400, 5_000, 10].map(record);
    const chunks = chunkRecords(records, 1_000);
    expect(chunks.map((chunk) => chunk.length)).toEqual([2, 1, 1, 1]);
    expect(chunks.flat()).toEqual(records);
    for (const chunk of chunks.filter(({ length }) => length > 1))
      expect(chunk.reduce((sum, each) => sum + recordBytes(each), 0)).toBeLessThanOrEqual(1_000);
    expect(chunkRecords([])).toEqual([]);
  });

  it('name the partition of every record', () => {
    const messages = topicMessages([
      record(1),
      { ...record(1), topic: 'u', partition: 3, key: 'k', timestamp: 5 },
    ]);
    expect(messages.map(({ topic, messages: of }) => [topic, of.map(({ partition }) => partition)])).toEqual([
      ['t', [0]],
      ['u', [3]],
    ]);
    expect(messages[1]!.messages[0]!.timestamp).toBe('5');
  });
});
