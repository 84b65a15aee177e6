import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { consumeBatches } from '@checkride/messaging/kafka/batch-source';
import { connectKafka } from '@checkride/messaging/kafka/connection';
import type { KafkaConnection } from '@checkride/messaging/kafka/connection';
import { openFencedProducer } from '@checkride/messaging/kafka/fenced-producer';
import { follow } from '@checkride/messaging/kafka/follower';
import { createSender } from '@checkride/messaging/kafka/sender';
import type { InboundRecord, OutboundRecord } from '@checkride/messaging/records';
import { liveTopic, replayTopic } from '@checkride/messaging/topics';
import { sharedStack, uniqueName } from '../support/stack.js';

let kafka: KafkaConnection;

beforeAll(async () => {
  const { kafkaBrokers } = await sharedStack();
  kafka = await connectKafka({ brokers: [kafkaBrokers], clientId: 'messaging-test' });
}, 120_000);
afterAll(() => kafka.close());

const topicOf = async (partitions: number, kind = liveTopic): Promise<string> => {
  const topic = uniqueName('messaging');
  await kafka.ensureTopics([kind(topic, partitions)]);
  return topic;
};
const records = (topic: string, partition: number, count: number, from = 0): OutboundRecord[] =>
  Array.from({ length: count }, (_, index) => ({
    topic,
    partition,
    key: `k${from + index}`,
    value: Buffer.from(String(from + index)),
  }));
const values = (read: readonly InboundRecord[]): number[] =>
  read.map(({ value }) => Number(value?.toString()));

/** Everything readable now, by partition. */
async function readAll(topic: string): Promise<InboundRecord[]> {
  const read: InboundRecord[] = [];
  const follower = await follow(kafka, { topics: [topic], onRecords: (batch) => void read.push(...batch) });
  await follower.caughtUp;
  await follower.close();
  return read;
}

describe('topics', () => {
  it('are created once, described truly, and refused when they differ', async () => {
    const live = liveTopic(uniqueName('live'), 3);
    const replay = replayTopic(uniqueName('replay'), 2);
    await kafka.ensureTopics([live, replay]);
    await kafka.ensureTopics([live, replay]);
    await kafka.verifyTopics([live, replay]);
    expect(await kafka.partitionCount(live.topic)).toBe(3);
    expect(await kafka.endOffsets(replay.topic)).toEqual([0, 0]);
    await expect(
      kafka.verifyTopics([
        { ...live, partitions: 4 },
        { ...replay, timestamps: 'LogAppendTime' },
        liveTopic('nowhere'),
      ]),
    ).rejects.toMatchObject({
      code: 'CHK_TOPIC_MISSING',
      context: {
        problems: [
          'nowhere is missing',
          `${live.topic} has 3 partitions, not 4`,
          `${replay.topic} has message.timestamp.type=CreateTime, not LogAppendTime`,
        ],
      },
    });
  });
});

describe('what a sender wrote', () => {
  it('is read with key, headers, null value and the time that the topic stands for', async () => {
    const replay = await topicOf(1, replayTopic);
    const live = await topicOf(1);
    const sender = createSender(kafka);
    const at = Date.UTC(2001, 0, 1);
    const before = Date.now();
    for (const topic of [replay, live])
      await sender.send([
        {
          topic,
          partition: 0,
          key: 'a',
          value: Buffer.from([0, 255]),
          headers: { 'chk-x': 'ü' },
          timestamp: at,
        },
        { topic, partition: 0, key: null, value: null, timestamp: at + 7 },
      ]);
    await sender.close();
    const [first, second] = await readAll(replay);
    expect(first).toMatchObject({ topic: replay, partition: 0, offset: 0, timestamp: at });
    expect(first?.key?.toString()).toBe('a');
    expect(first?.value).toEqual(Buffer.from([0, 255]));
    expect(first?.headers['chk-x']?.toString()).toBe('ü');
    expect(second).toMatchObject({ offset: 1, timestamp: at + 7, key: null, value: null });
    expect((await readAll(live))[1]!.timestamp).toBeGreaterThanOrEqual(before - 1_000);
  });

  it('is in order per partition, also when many sends wait at once and one send exceeds a batch', async () => {
    const topic = await topicOf(3);
    const sender = createSender(kafka);
    const big = records(topic, 1, 30).map((record) => ({ ...record, value: Buffer.alloc(100_000, '7') }));
    await Promise.all([
      ...Array.from({ length: 50 }, (_, index) => sender.send(records(topic, 0, 20, index * 20))),
      sender.send(big),
    ]);
    await sender.close();
    const read = await readAll(topic);
    expect(values(read.filter(({ partition }) => partition === 0))).toEqual(
      Array.from({ length: 1_000 }, (_, i) => i),
    );
    expect(read.filter(({ partition }) => partition === 1)).toHaveLength(30);
  });

  it('is refused with a name when one record is larger than its topic allows, and the sender goes on', async () => {
    const topic = await topicOf(1);
    const sender = createSender(kafka);
    await expect(
      sender.send([{ topic, partition: 0, key: null, value: Buffer.alloc(1_200_000) }]),
    ).rejects.toMatchObject({ code: 'CHK_RECORD_TOO_LARGE' });
    await sender.send(records(topic, 0, 1));
    await sender.close();
    expect(values(await readAll(topic))).toEqual([0]);
  });
});

describe('a batch source', () => {
  it('offers a failed batch again, goes on from committed offsets, and obeys pause and seek', async () => {
    const topic = await topicOf(1);
    const group = uniqueName('group');
    const sender = createSender(kafka);
    await sender.send(records(topic, 0, 10));
    const seen: number[][] = [];
    let fail = true;
    const first = await consumeBatches(kafka, {
      group,
      topics: [topic],
      maxWaitMs: 50,
      onBatch({ records: batch }) {
        seen.push(values(batch));
        if (fail) throw new Error(`batch refused ${(fail = false)}`);
      },
    });
    await until(() => seen.length >= 2);
    expect(seen.slice(0, 2)).toEqual([values(await readAll(topic)), values(await readAll(topic))]);
    await first.commit([{ topic, partition: 0, offset: 6 }]);
    await first.close();

    const again: number[] = [];
    let mayPause = true;
    const second = await consumeBatches(kafka, {
      group,
      topics: [topic],
      maxWaitMs: 50,
      onBatch({ records: batch }) {
        again.push(...values(batch));
        if (mayPause) second.pause(topic);
        mayPause = false;
      },
    });
    await until(() => again.length === 4);
    await sender.send(records(topic, 0, 1, 10));
    await second.nextHeartbeat();
    expect(again).toEqual([6, 7, 8, 9]);
    second.seek({ topic, partition: 0, offset: 9 });
    second.resume(topic);
    await until(() => again.length === 6);
    expect(again).toEqual([6, 7, 8, 9, 9, 10]);
    await second.close();
    await sender.close();
  });

  it('keeps its partitions while a batch takes longer than its session, and is free to go', async () => {
    const topic = await topicOf(1);
    const sender = createSender(kafka);
    await sender.send(records(topic, 0, 3));
    await sender.close();
    const events: string[] = [];
    const source = await consumeBatches(kafka, {
      group: uniqueName('group'),
      topics: [topic],
      sessionTimeoutMs: 600,
      maxWaitMs: 50,
      async onBatch({ records: batch }) {
        events.push(`batch of ${batch.length}`);
        await new Promise((resolve) => setTimeout(resolve, 2_500));
        events.push('done');
      },
      onRevoked: () => void events.push('revoked'),
    });
    await until(() => events.length >= 2);
    await source.nextHeartbeat();
    expect(events).toEqual(['batch of 3', 'done']);
    await source.close();
  });

  it('can be closed while a batch fails again and again', async () => {
    const topic = await topicOf(1);
    const sender = createSender(kafka);
    await sender.send(records(topic, 0, 3));
    await sender.close();
    let failures = 0;
    const source = await consumeBatches(kafka, {
      group: uniqueName('group'),
      topics: [topic],
      onBatch: () => Promise.reject(new Error('store is away')),
      onFailure: () => void (failures += 1),
    });
    await until(() => failures >= 3);
    await source.close();
    const after = failures;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(failures).toBe(after);
  });

  it('divides co-partitioned topics alike and hands them over when a member leaves', async () => {
    const [a, b] = [await topicOf(4), await topicOf(4)];
    const group = uniqueName('group');
    const held: Record<string, string[]> = { one: [], two: [] };
    const member = (name: string) =>
      consumeBatches(kafka, {
        group,
        topics: [a, b],
        assignment: 'co-partitioned',
        sessionTimeoutMs: 3_000,
        maxWaitMs: 50,
        onBatch: () => undefined,
        onAssigned: (at) =>
          (held[name] = at.map(({ topic, partition }) => `${topic === a ? 'a' : 'b'}${partition}`).sort()),
        onRevoked: () => (held[name] = []),
      });
    const one = await member('one');
    expect(held['one']).toEqual(['a0', 'a1', 'a2', 'a3', 'b0', 'b1', 'b2', 'b3']);
    const two = await member('two');
    await until(() => held['one']!.length === 4 && held['two']!.length === 4);
    for (const mine of Object.values(held))
      expect(mine.filter((at) => at.startsWith('a')).map((at) => at.slice(1))).toEqual(
        mine.filter((at) => at.startsWith('b')).map((at) => at.slice(1)),
      );
    await one.close();
    await until(() => held['two']!.length === 8);
    await two.close();
  });
});

describe('a fenced producer', () => {
  it('shows all records of a transaction or none, and its end offsets count nothing open', async () => {
    const topic = await topicOf(2);
    const guards = [0, 1].map((partition) => ({ topic, partition }));
    const first = await openFencedProducer(kafka, { transactionalId: topic, guards });
    await first.transact([...records(topic, 0, 3), ...records(topic, 1, 2, 10)]);
    const second = await openFencedProducer(kafka, { transactionalId: topic, guards });
    await expect(first.transact(records(topic, 0, 1, 99))).rejects.toMatchObject({
      code: 'CHK_PRODUCER_LOST',
      context: { fenced: true },
    });
    await expect(first.transact(records(topic, 0, 1, 99))).rejects.toMatchObject({
      code: 'CHK_PRODUCER_LOST',
    });
    await second.transact(records(topic, 0, 1, 3));
    await second.close();
    const read = await readAll(topic);
    expect(values(read).sort((x, y) => x - y)).toEqual([0, 1, 2, 3, 10, 11]);
  });
});

async function until(met: () => boolean): Promise<void> {
  while (!met()) await new Promise((resolve) => setTimeout(resolve, 5));
}
