import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { connectKafka } from '@checkride/messaging/kafka/connection';
import type { KafkaConnection } from '@checkride/messaging/kafka/connection';
import { openFencedProducer } from '@checkride/messaging/kafka/fenced-producer';
import { liveTopic } from '@checkride/messaging/topics';
import { abandonedTransactions } from '../support/coordinator-log.js';
import { sharedStack, uniqueName } from '../support/stack.js';

let kafka: KafkaConnection;
const topic = uniqueName('abandoned');

beforeAll(async () => {
  const { kafkaBrokers } = await sharedStack();
  kafka = await connectKafka({ brokers: [kafkaBrokers], clientId: 'coordinator-log' });
  await kafka.ensureTopics([liveTopic(topic, 1)]);
}, 120_000);

afterAll(() => kafka.close());

it('tells a transaction that its owner left open from those that owners ended themselves', async () => {
  const [orderly, careless] = [uniqueName('orderly-0'), uniqueName('careless-0')];
  const open = (transactionalId: string) =>
    openFencedProducer(kafka, { transactionalId, guards: [{ topic, partition: 0 }] });
  for (let life = 0; life < 2; life++) {
    const owner = await open(orderly);
    await owner.transact([{ topic, partition: 0, key: null, value: Buffer.from('whole') }]);
    await owner.close();
  }
  const dying = kafka.client.producer({
    transactionalId: careless,
    idempotent: true,
    maxInFlightRequests: 1,
  });
  await dying.connect();
  const transaction = await dying.transaction();
  await transaction.send({ topic, messages: [{ partition: 0, value: 'half' }] });
  await dying.disconnect();
  await (await open(careless)).close();

  const abandoned = await abandonedTransactions(kafka);
  expect(abandoned.get(careless)).toBe(1);
  expect(abandoned.get(orderly)).toBeUndefined();
}, 60_000);
