import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createArtifactStore } from '@checkride/artifacts/artifact-store';
import type { Prediction } from '@checkride/domain/events/prediction';
import type { RouteRecord } from '@checkride/domain/release';
import { avroCodec } from '@checkride/messaging/avro/avro-codec';
import { unframe } from '@checkride/messaging/avro/framing';
import { predictionWriterSchema } from '@checkride/messaging/avro/prediction-schema';
import { connectKafka, type KafkaConnection } from '@checkride/messaging/kafka/connection';
import { follow } from '@checkride/messaging/kafka/follower';
import { createSender } from '@checkride/messaging/kafka/sender';
import { CONTROL_TOPICS, controlPartition, replayTopic, TOPICS } from '@checkride/messaging/topics';
import { encodeWire } from '@checkride/messaging/wire';
import { clockOf, type InboundRecord } from '@checkride/messaging/records';
import { createLogger } from '@checkride/platform/logger';
import { ServingService } from '@checkride/serving/adapters/serving-service';
import { startLocalStack, type LocalStack } from '@checkride/stack/local-stack';
import { contractOf, recordOf } from '../support/ingest/contract-of.js';
import { times } from '../support/multiples.js';

const MODEL = 'twice';
const TOPIC = 'twice.predictions';
const contract = contractOf({
  model: MODEL,
  task: 'regression',
  source: { predictions: TOPIC, clock: 'replay' },
  segments: ['region'],
  features: { x: { type: 'number' } },
});
const schema = predictionWriterSchema(contract, []);

describe('serving', () => {
  let home: string;
  let stack: LocalStack;
  let connection: KafkaConnection;
  let serving: ServingService;
  const arrived: InboundRecord[] = [];
  let follower: Awaited<ReturnType<typeof follow>>;

  const route = (revision: number, artifact: string): RouteRecord => ({
    model: MODEL,
    revision,
    release: 'none',
    release_epoch: revision,
    roles: { v1: 'sole' },
    shares: { '*': { v1: 1 } },
    shadow: [],
    artifacts: { v1: artifact },
    step: -1,
    randomised_by: 'request',
    decided_at: 0,
  });
  const request = (from: number, count: number) => ({
    rows: Array.from({ length: count }, (_, row) => ({
      id: `row-${from + row}`,
      time: 1_000 + from + row,
      segments: { region: 'west' },
      features: { x: from + row },
    })),
  });
  const ids = (): Set<string> => {
    const codec = avroCodec<Prediction>(JSON.parse(schema.schema));
    return new Set(
      arrived.flatMap(({ value }) => (value ? [codec.decode(unframe(value)!.body).prediction_id] : [])),
    );
  };

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'chk-serving-'));
    stack = await startLocalStack({ home, kafkaPort: 0, clickhousePort: 0 });
    const kafka = { brokers: [stack.kafkaBrokers], clientId: 'serving-test' };
    connection = await connectKafka(kafka);
    await connection.ensureTopics([...CONTROL_TOPICS, replayTopic(TOPIC, 2)]);
    const artifact = await createArtifactStore(join(home, 'artifacts')).put(times(2));
    const sender = createSender(connection);
    const at = { partition: controlPartition(MODEL), key: MODEL };
    await sender.send([
      {
        topic: TOPICS.models,
        ...at,
        value: encodeWire('model-record', { ...recordOf(contract), schemas: [schema] }),
      },
      { topic: TOPICS.routes, ...at, value: encodeWire('route', route(1, artifact)) },
    ]);
    await sender.close();
    const config = {
      host: '127.0.0.1',
      port: 0,
      instance: 'test',
      artifacts: join(home, 'artifacts'),
      spool: join(home, 'spool'),
      spoolBytes: 1_000_000,
      threads: 1,
    };
    serving = await ServingService.start({
      kafka,
      config,
      logger: createLogger('serving', { level: 'silent' }),
    });
    follower = await follow(connection, {
      topics: [TOPIC],
      onRecords: (records) => void arrived.push(...records),
    });
  }, 60_000);
  afterAll(async () => {
    await serving?.close();
    await follower?.close();
    await connection?.close();
    await stack?.stop();
    await rm(home, { recursive: true, force: true });
  }, 60_000);

  test('answers with the registered artifact, in the order of the rows, and names its route', async () => {
    const { answers, route_revision } = await serving.score(MODEL, request(0, 700));
    expect(route_revision).toBe(1);
    expect(answers.map(({ score }) => score)).toEqual(Array.from({ length: 700 }, (_, x) => 2 * x));
  });

  test('puts everything on the log before it says that time moved on', async () => {
    await serving.setClock({ model: MODEL, at: 3_600_000 });
    const ends = await connection.endOffsets(TOPIC);
    await Promise.all(ends.map((end, partition) => follower.waitFor(TOPIC, partition, end)));
    expect(ids().size).toBe(700);
    const last = new Map(arrived.map((record) => [record.partition, record]));
    expect([...last.values()].map(clockOf)).toEqual([3_600_000, 3_600_000]);
  });

  test('refuses a misspelt feature by name instead of scoring it as missing', async () => {
    const wrong = { rows: [{ id: 'r', time: 1, segments: {}, features: { y: 1 } }] };
    await expect(serving.score(MODEL, wrong)).rejects.toMatchObject({
      code: 'CHK_COMMAND_REFUSED',
      message: expect.stringContaining('features.y'),
    });
  });

  test('goes on answering while the broker is dead, and loses nothing', async () => {
    await stack.kafka.kill('SIGKILL');
    const { answers } = await serving.score(MODEL, request(700, 50));
    expect(answers.every(({ status }) => status === 'ok')).toBe(true);
    await stack.kafka.restart();
    const restarted = await connectKafka({ brokers: [stack.kafkaBrokers], clientId: 'after' });
    await serving.setClock({ model: MODEL, at: 7_200_000 });
    const ends = await restarted.endOffsets(TOPIC);
    await Promise.all(ends.map((end, partition) => follower.waitFor(TOPIC, partition, end)));
    await restarted.close();
    expect(ids().size).toBe(750);
    expect(serving.lost).toBe(0);
  }, 60_000);
});
