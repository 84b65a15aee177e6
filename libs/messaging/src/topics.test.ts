import { describe, expect, it } from '@jest/globals';
import { CONTROL_TOPICS, TOPICS, controlPartition, dataPartition } from './topics.js';

describe('partitions', () => {
  // `printf flights | sha256sum` begins c8cf489e, `printf churn | sha256sum` 88b2072e.
  it('of a model are the first four bytes of SHA-256, mod 12', () => {
    expect(controlPartition('flights')).toBe(0xc8cf489e % 12);
    expect(controlPartition('churn')).toBe(0x88b2072e % 12);
    expect(dataPartition('flights', 4)).toBe(0xc8cf489e % 4);
  });

  it('are as many on every control topic but progress, which is one log for all', () => {
    for (const { topic, partitions } of CONTROL_TOPICS)
      expect([topic, partitions]).toEqual([topic, topic === TOPICS.progress ? 1 : 12]);
  });

  it('of routes are kept whole: readers need every revision', () => {
    expect(CONTROL_TOPICS.find(({ topic }) => topic === TOPICS.routes)).toMatchObject({
      cleanup: 'delete',
      retentionMs: -1,
    });
  });
});
