import { expect, test } from '@jest/globals';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import { liveTopic, replayTopic } from '@checkride/messaging/topics';
import { createTopicsOfModelStep } from './topics-of-model.js';

const topicsOfModel = createTopicsOfModelStep({ partitions: 2, live: liveTopic, replay: replayTopic });
const recordWith = (source: object): ModelRecord => ({ contract: { source } }) as unknown as ModelRecord;

test('a model on the replay clock has topics that keep the time of the writer and lose nothing for its age', () => {
  const topics = topicsOfModel(
    recordWith({ predictions: 'f.predictions', labels: 'f.labels', clock: 'replay' }),
  );
  expect(topics).toEqual([
    { topic: 'f.predictions', partitions: 2, cleanup: 'delete', timestamps: 'CreateTime', retentionMs: -1 },
    { topic: 'f.labels', partitions: 2, cleanup: 'delete', timestamps: 'CreateTime', retentionMs: -1 },
  ]);
});

test('a topic named twice is made once, and on the live clock the broker stamps arrival', () => {
  const topics = topicsOfModel(recordWith({ predictions: 'events', labels: 'events', clock: 'live' }));
  expect(topics).toEqual([expect.objectContaining({ topic: 'events', timestamps: 'LogAppendTime' })]);
});
