import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { frontierKey } from '@checkride/domain/window';
import { avroCodec } from '@checkride/messaging/avro/avro-codec';
import { openFencedProducer } from '@checkride/messaging/kafka/fenced-producer';
import { liveTopic } from '@checkride/messaging/topics';
import { contractOf, recordOf } from '../support/ingest/contract-of.js';
import { openIngestWorld } from '../support/ingest/world.js';
import type { IngestWorld } from '../support/ingest/world.js';
import { uniqueName } from '../support/stack.js';

/** A schema nobody told us of: other order, other types, a field of its own; found in the registry under id 77. */
const FOREIGN = {
  type: 'record',
  name: 'Scored',
  fields: [
    { name: 'trace', type: ['null', 'bytes'], default: null },
    { name: 'prediction', type: { type: 'record', name: 'P', fields: [{ name: 'score', type: 'float' }] } },
    { name: 'features', type: { type: 'record', name: 'F', fields: [{ name: 'x', type: 'int' }] } },
    { name: 'event_time', type: { type: 'long', logicalType: 'timestamp-micros' } },
    { name: 'version', type: 'string' },
    { name: 'model', type: 'string' },
    { name: 'prediction_id', type: 'string' },
  ],
};

let world: IngestWorld;
let registry: Server;
beforeAll(async () => {
  world = await openIngestWorld();
  registry = createServer((request, response) => {
    const known = request.url === '/schemas/ids/77';
    response.statusCode = known ? 200 : 404;
    response.end(JSON.stringify(known ? { schema: JSON.stringify(FOREIGN) } : {}));
  });
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
}, 120_000);
afterAll(async () => {
  await world.close();
  registry.close();
});

const modelOn = (model: string) =>
  recordOf(
    contractOf({
      model,
      task: 'binary',
      source: { predictions: `${model}.predictions`, format: 'avro', clock: 'live' },
      features: { x: { type: 'number' } },
    }),
  );
const message = (model: string, more: object = {}): Buffer =>
  Buffer.from(
    JSON.stringify({
      prediction_id: randomUUID(),
      model,
      version: '1',
      event_time: Date.now(),
      prediction: { score: 0.5 },
      features: { x: 1 },
      ...more,
    }),
  );

describe('messages that come before what they need', () => {
  it('wait for their contract, and are stored when it comes', async () => {
    const model = uniqueName('early');
    const topic = `${model}.predictions`;
    await world.kafka.ensureTopics([liveTopic(topic, 1)]);
    const other = modelOn(uniqueName('other'));
    await world.apply({
      ...other,
      contract: { ...other.contract, source: { ...other.contract.source, predictions: topic } },
    });
    const ingest = await world.start({ INGEST_CONTRACT_WAIT_MS: '60000', INGEST_FLUSH_MS: '100' });
    await world.sender.send([
      { topic, partition: 0, key: null, value: message(other.model) },
      { topic, partition: 0, key: null, value: message(model) },
    ]);
    const key = frontierKey(topic, 0);
    await world.until(() => world.promises.get(key)?.next_offset === 1);
    await world.apply(modelOn(model));
    await world.stored(topic);
    expect(world.lettersOf(topic)).toEqual([]);
    expect(await world.one(`SELECT count() AS n FROM predictions FINAL WHERE model = '${model}'`)).toEqual({
      n: 1,
    });
    await world.stop(ingest);
  }, 60_000);

  it('are read by the schema that a registry holds for them', async () => {
    const model = uniqueName('foreign');
    const topic = `${model}.predictions`;
    await world.kafka.ensureTopics([liveTopic(topic, 1)]);
    await world.apply(modelOn(model));
    const { port } = registry.address() as AddressInfo;
    const ingest = await world.start({
      SCHEMA_REGISTRY_URL: `http://127.0.0.1:${port}`,
      INGEST_CONTRACT_WAIT_MS: '60000',
      INGEST_FLUSH_MS: '100',
    });
    const codec = avroCodec<unknown>(FOREIGN);
    const now = Date.now();
    const value = codec.encodeConfluent(77, {
      trace: Buffer.from('abc'),
      prediction: { score: 0.25 },
      features: { x: 7 },
      event_time: now * 1000,
      version: '2',
      model,
      prediction_id: randomUUID(),
    });
    await world.sender.send([{ topic, partition: 0, key: null, value }]);
    await world.stored(topic);
    expect(
      await world.one(
        `SELECT version, score, num, toUnixTimestamp64Milli(event_time) AS at FROM predictions FINAL WHERE model = '${model}'`,
      ),
    ).toEqual({ version: '2', score: 0.25, num: [7], at: now });
    await world.stop(ingest);
  }, 60_000);
});

describe('a live partition where nothing comes', () => {
  it('is promised from the clock, and a partition of a topic nobody reads is not', async () => {
    const model = uniqueName('idle');
    const topic = `${model}.predictions`;
    await world.kafka.ensureTopics([liveTopic(topic, 2)]);
    const began = Date.now();
    await world.apply(modelOn(model));
    const ingest = await world.start();
    await world.until(() =>
      [0, 1].every((partition) => (world.promises.get(frontierKey(topic, partition))?.frontier ?? 0) > began),
    );
    expect(world.promises.get(frontierKey('exposures.v1', 0))).toBeUndefined();
    await world.stop(ingest);
  }, 60_000);

  it('is promised behind a transaction, whose marker is no record', async () => {
    const model = uniqueName('markers');
    const topic = `${model}.predictions`;
    await world.kafka.ensureTopics([liveTopic(topic, 1)]);
    await world.apply(modelOn(model));
    const ingest = await world.start({ INGEST_FLUSH_MS: '100' });
    const producer = await openFencedProducer(world.kafka, {
      transactionalId: model,
      guards: [{ topic, partition: 0 }],
    });
    await producer.transact([{ topic, partition: 0, key: null, value: message(model) }]);
    const sent = Date.now();
    await producer.close();
    await world.until(() => (world.promises.get(frontierKey(topic, 0))?.frontier ?? 0) > sent + 500);
    expect(await world.one(`SELECT count() AS n FROM predictions FINAL WHERE model = '${model}'`)).toEqual({
      n: 1,
    });
    await world.stop(ingest);
  }, 60_000);
});

describe('an ingest that ends', () => {
  it('has committed what it stored: the next one reads nothing again', async () => {
    const model = uniqueName('ends');
    const topic = `${model}.predictions`;
    await world.kafka.ensureTopics([liveTopic(topic, 1)]);
    await world.apply(modelOn(model));
    for (const count of [100, 1]) {
      const ingest = await world.start({ INGEST_FLUSH_MS: '100' });
      await world.sender.send(
        Array.from({ length: count }, () => ({ topic, partition: 0, key: null, value: message(model) })),
      );
      await world.stored(topic);
      await world.stop(ingest);
    }
    expect(await world.one(`SELECT count() AS n FROM predictions WHERE model = '${model}'`)).toEqual({
      n: 101,
    });
  }, 60_000);
});
