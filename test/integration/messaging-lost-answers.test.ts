import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CheckrideError } from '@checkride/domain/errors';
import { connectKafka } from '@checkride/messaging/kafka/connection';
import type { KafkaConnection } from '@checkride/messaging/kafka/connection';
import { openFencedProducer } from '@checkride/messaging/kafka/fenced-producer';
import { follow } from '@checkride/messaging/kafka/follower';
import { createSender } from '@checkride/messaging/kafka/sender';
import type { OutboundRecord } from '@checkride/messaging/records';
import { liveTopic } from '@checkride/messaging/topics';
import { REQUEST, stealAnswers } from '../support/lost-answers.js';
import type { AnswerThief } from '../support/lost-answers.js';
import { sharedStack, uniqueName } from '../support/stack.js';

let kafka: KafkaConnection;
let thief: AnswerThief;

beforeAll(async () => {
  const { kafkaBrokers } = await sharedStack();
  kafka = await connectKafka({ brokers: [kafkaBrokers], clientId: 'lost-answers' });
  thief = stealAnswers();
}, 120_000);
afterAll(async () => {
  thief.restore();
  await kafka.close();
});

const topicOf = async (partitions: number): Promise<string> => {
  const topic = uniqueName('lost');
  await kafka.ensureTopics([liveTopic(topic, partitions)]);
  return topic;
};
const record = (topic: string, value: number, partition = 0): OutboundRecord => ({
  topic,
  partition,
  key: null,
  value: Buffer.from(String(value)),
});

/** Values on the log, those of aborted transactions left out. */
async function valuesOf(topic: string): Promise<number[]> {
  const values: number[] = [];
  const follower = await follow(kafka, {
    topics: [topic],
    onRecords: (records) => void values.push(...records.map(({ value }) => Number(value))),
  });
  await follower.caughtUp;
  await follower.close();
  return values;
}

// Each of these loses or doubles acknowledged records when kafkajs is used as its documentation shows.
describe('a sender whose answers are lost', () => {
  it('neither loses nor doubles a record when it asks again, over several partitions', async () => {
    const topic = await topicOf(3);
    const sender = createSender(kafka);
    for (let value = 0; value < 20; value++) {
      if (value === 5 || value === 12) thief.lose(REQUEST.produce);
      await sender.send([record(topic, value, value % 3)]);
    }
    await sender.close();
    expect(thief.lost).toBe(2);
    expect((await valuesOf(topic)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, value) => value),
    );
  }, 60_000);

  it('loses nothing it acknowledged after it gave up once', async () => {
    const topic = await topicOf(1);
    const sender = createSender(kafka, { retries: 1 });
    const refused: number[] = [];
    for (let value = 0; value < 20; value++) {
      if (value === 5 || value === 12) thief.lose(REQUEST.produce, 2);
      await sender.send([record(topic, value)]).catch((error: CheckrideError) => {
        expect(error.code).toBe('CHK_KAFKA_UNAVAILABLE');
        refused.push(value);
      });
    }
    await sender.close();
    expect(refused).toEqual([5, 12]);
    const values = await valuesOf(topic);
    expect(values.filter((value) => !refused.includes(value))).toEqual(
      Array.from({ length: 20 }, (_, value) => value).filter((value) => !refused.includes(value)),
    );
  }, 60_000);
});

describe('a fenced producer whose answers are lost', () => {
  const reopen = (topic: string) =>
    openFencedProducer(kafka, { transactionalId: topic, guards: [{ topic, partition: 0 }] });

  it('neither loses nor doubles a record when the answer to a send is lost', async () => {
    const topic = await topicOf(1);
    const producer = await reopen(topic);
    for (let value = 0; value < 8; value++) {
      if (value === 3) thief.lose(REQUEST.produce);
      await producer.transact([record(topic, value)]);
    }
    await producer.close();
    expect(await valuesOf(topic)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  }, 60_000);

  it('says that it is lost when the answer to a commit is, and the log then tells what became of it', async () => {
    const topic = await topicOf(1);
    let producer = await reopen(topic);
    let doubts = 0;
    for (let value = 0; value < 8;) {
      if (value === 3 && doubts === 0) thief.lose(REQUEST.endTransaction, 30);
      try {
        await producer.transact([record(topic, value)]);
        value += 1;
      } catch (error) {
        expect((error as CheckrideError).code).toBe('CHK_PRODUCER_LOST');
        thief.lose(REQUEST.endTransaction, 0);
        doubts += 1;
        producer = await reopen(topic);
        value = Math.max(-1, ...(await valuesOf(topic))) + 1;
      }
    }
    await producer.close();
    expect(doubts).toBe(1);
    expect(await valuesOf(topic)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  }, 60_000);
});
