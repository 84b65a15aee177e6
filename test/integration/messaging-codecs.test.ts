import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { connectKafka } from '@checkride/messaging/kafka/connection';
import type { KafkaConnection } from '@checkride/messaging/kafka/connection';
import { follow } from '@checkride/messaging/kafka/follower';
import { createSender } from '@checkride/messaging/kafka/sender';
import type { InboundRecord } from '@checkride/messaging/records';
import { sharedStack, uniqueName } from '../support/stack.js';

let kafka: KafkaConnection;

beforeAll(async () => {
  const { kafkaBrokers } = await sharedStack();
  kafka = await connectKafka({ brokers: [kafkaBrokers], clientId: 'codecs' });
}, 120_000);
afterAll(() => kafka.close());

// The broker compresses what it is given, with the libraries of every Java producer.
it.each(['gzip', 'snappy', 'lz4', 'zstd'])(
  'a topic that the broker compresses with %s is read',
  async (codec) => {
    const topic = uniqueName(codec);
    const admin = kafka.client.admin();
    await admin.connect();
    await admin.createTopics({
      waitForLeaders: false,
      topics: [{ topic, numPartitions: 1, configEntries: [{ name: 'compression.type', value: codec }] }],
    });
    await admin.disconnect();
    const values = Array.from({ length: 3_000 }, (_, at) =>
      Buffer.from(`${at} ${'flight '.repeat(at % 40)}`),
    );
    const sender = createSender(kafka);
    await sender.send(
      values.map((value, at) => ({
        topic,
        partition: 0,
        key: String(at),
        value,
        headers: { at: String(at) },
      })),
    );
    await sender.close();
    const read: InboundRecord[] = [];
    const follower = await follow(kafka, { topics: [topic], onRecords: (batch) => void read.push(...batch) });
    await follower.caughtUp;
    await follower.close();
    expect(read.map(({ value }) => String(value))).toEqual(values.map(String));
    expect(read.map(({ offset }) => offset)).toEqual(values.map((_, at) => at));
    expect(read.at(-1)!.headers['at']?.toString()).toBe('2999');
  },
);
