import { describe, expect, jest, test } from '@jest/globals';
import type { Command } from '@checkride/domain/commands';
import type { InboundRecord } from '@checkride/messaging/records';
import { createReadInputStep } from './read-input.js';

const topics = { decisions: 'decisions.v1', commands: 'commands.v1', jobEvents: 'job-events.v1' };
const onDrop = jest.fn();
const readInput = createReadInputStep({
  decode: (_, bytes) => JSON.parse(Buffer.from(bytes).toString()) as never,
  partitionOf: (model) => (model === 'churn' ? 3 : 4),
  topics,
  onDrop,
});

const command: Command = {
  command_id: 'c1',
  model: 'churn',
  actor: 'ada',
  sent_at: 1,
  at: null,
  body: { kind: 'promote', version: null },
};
const recordOf = (value: unknown, more: Partial<InboundRecord> = {}): InboundRecord => ({
  topic: topics.commands,
  partition: 3,
  offset: 7,
  timestamp: 0,
  key: Buffer.from('churn'),
  value: typeof value === 'string' ? Buffer.from(value) : Buffer.from(JSON.stringify(value)),
  headers: {},
  ...more,
});

describe('a record of the inputs', () => {
  test('is read as what its topic carries', () => {
    expect(readInput(recordOf(command))).toEqual({ kind: 'ok', value: { kind: 'command', command } });
    const event = { job_id: 'j', model: 'churn', status: 'started', detail: '', result: null };
    expect(readInput(recordOf(event, { topic: topics.jobEvents }))).toEqual({
      kind: 'ok',
      value: { kind: 'job-event', event },
    });
    const tick = {
      kind: 'tick',
      tick: { model: 'churn', window: [0, 1], evidence_seq: 1, evidence_digest: '' },
    };
    expect(readInput(recordOf(tick, { topic: topics.decisions }))).toEqual({ kind: 'ok', value: tick });
  });

  test.each([
    ['cannot be decoded', '{', /JSON/],
    ['is no command', { ...command, body: { kind: 'explode' } }, /body\.kind/],
    [
      'is of another model than its key',
      { ...command, model: 'flights' },
      /the key names churn, the record flights/,
    ],
  ])('that %s is malformed, named by the digest of its bytes', (_, value, detail) => {
    expect(readInput(recordOf(value))).toMatchObject({
      kind: 'ok',
      value: {
        kind: 'malformed',
        model: 'churn',
        id: expect.stringMatching(/^[0-9a-f]{16}$/),
        detail: expect.stringMatching(detail),
      },
    });
  });

  test.each([
    ['without a key', { key: null }],
    ['without a value', { value: null }],
    ['in a partition that is not its model’s', { partition: 5 }],
  ])('%s is left out and said so', (_, more) => {
    onDrop.mockClear();
    expect(readInput(recordOf(command, more)).kind).toBe('drop');
    expect(onDrop).toHaveBeenCalledTimes(1);
  });

  test('that is an unreadable decision stops the fold', () => {
    expect(() => readInput(recordOf('{', { topic: topics.decisions }))).toThrow();
  });
});
