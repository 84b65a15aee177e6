import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { avroCodec } from '@checkride/messaging/avro/avro-codec';
import type { AvroCodec } from '@checkride/messaging/avro/avro-codec';
import { confluentIdOf } from '@checkride/messaging/avro/crc-64-avro';
import { changeSchema } from '@checkride/messaging/generated/change-v1';
import { exposureSchema } from '@checkride/messaging/generated/exposure-v1';
import { labelSchema } from '@checkride/messaging/generated/label-v1';
import { outcomeSchema } from '@checkride/messaging/generated/outcome-v1';
import type { OutboundRecord } from '@checkride/messaging/records';
import { liveTopic } from '@checkride/messaging/topics';
import { contractOf, recordOf } from '../support/ingest/contract-of.js';
import { BROKEN, SPOILED } from '../support/ingest/mutations.js';
import type { Kind } from '../support/ingest/mutations.js';
import { openIngestWorld } from '../support/ingest/world.js';
import type { IngestWorld } from '../support/ingest/world.js';
import { randomOf } from '../support/monitor/random-rows.js';
import { uniqueName } from '../support/stack.js';

const MUTATED = 1_000;
/** Huge messages are few: a thousand megabytes prove no more than ten. */
const HUGE = 3;
const KINDS: readonly Kind[] = ['predictions', 'labels', 'outcomes', 'exposures', 'changes'];
const ENCODINGS = ['single-object', 'confluent', 'json'] as const;
const PARTITIONS = 2;

let world: IngestWorld;
const model = uniqueName('bad');
const topicOf = (kind: Kind): string => `${model}.${kind}`;
const contract = contractOf({
  model,
  task: 'binary',
  source: {
    ...Object.fromEntries(KINDS.map((kind) => [kind, topicOf(kind)])),
    format: 'avro',
    clock: 'live',
  },
  labels: { kind: 'complete', horizon: '1d', source: 'test' },
  features: { x: { type: 'number' }, c: { type: 'category' } },
  segments: ['region'],
});
const record = recordOf(contract);
const codecs: Readonly<Record<Kind, AvroCodec<unknown>>> = {
  predictions: avroCodec(JSON.parse(record.schemas[0]!.schema)),
  labels: avroCodec(labelSchema),
  outcomes: avroCodec(outcomeSchema),
  exposures: avroCodec(exposureSchema),
  changes: avroCodec(changeSchema),
};

beforeAll(async () => {
  world = await openIngestWorld();
  await world.kafka.ensureTopics(KINDS.map((kind) => liveTopic(topicOf(kind), PARTITIONS)));
  await world.apply(record);
  await world.start({ INGEST_CONTRACT_WAIT_MS: '200', INGEST_FLUSH_MS: '300' });
}, 120_000);
afterAll(() => world.close());

/** A good event of a kind; every call another identity. */
function event(kind: Kind, now: number): Record<string, unknown> {
  const id = randomUUID();
  switch (kind) {
    case 'predictions':
      return {
        prediction_id: id,
        model,
        version: '1',
        arm: 'live',
        event_time: now,
        segments: ['west'],
        features: { x: 1.5, c: 'a' },
        prediction: { score: 0.5 },
        latency_ms: 3,
        status: 'ok',
      };
    case 'labels':
      return {
        prediction_id: id,
        model,
        predicted_at: now,
        value: 1,
        observed_at: now,
        revision: 0,
        source: 's',
      };
    case 'outcomes':
      return { model, prediction_id: id, unit_id: 'u', kpi: 'sale', value: 2, event_time: now };
    case 'exposures':
      return { unit_id: id, model, version: '1', region: 'west', event_time: now };
    case 'changes':
      return { change_id: id, model, kind: 'deploy', scope: ['all'], event_time: now, summary: 's' };
  }
}

function encode(kind: Kind, encoding: (typeof ENCODINGS)[number], value: unknown): Buffer {
  const codec = codecs[kind];
  if (encoding === 'json') return Buffer.from(JSON.stringify(value));
  return encoding === 'confluent'
    ? codec.encodeConfluent(confluentIdOf(codec.fingerprint), value)
    : codec.encodeSingleObject(value);
}

describe.each(KINDS)('bad %s between good ones', (kind) => {
  it('are set aside with the expected reason, and nothing else is', async () => {
    const random = randomOf(KINDS.indexOf(kind) + 1);
    const topic = topicOf(kind);
    const other = KINDS[(KINDS.indexOf(kind) + 1) % KINDS.length]!;
    const expected = new Map<string, string>();
    let good = 0;
    const records: OutboundRecord[] = [];
    const put = (name: string, value: Buffer | null, reason: string | undefined): void => {
      const key = `${records.length} ${name}`;
      if (reason !== undefined) expected.set(key, reason);
      records.push({ topic, partition: Math.floor(random() * PARTITIONS), key, value });
    };
    for (const encoding of ENCODINGS) {
      const family = encoding === 'json' ? 'json' : 'avro';
      const spoiled = SPOILED.filter((one) => one.kinds.includes(kind) && one.encodings.includes(family));
      const broken = BROKEN.filter((one) => one.encodings.includes(family));
      let huge = 0;
      for (let i = 0; i < MUTATED; i++) {
        const now = Date.now();
        const value = event(kind, now);
        const one = [...spoiled, ...broken][Math.floor(random() * (spoiled.length + broken.length))]!;
        const name = `${encoding}: ${one.name}`;
        if ('spoil' in one) put(name, encode(kind, encoding, one.spoil(value, now)), one.reason);
        else if (one.reason !== 'too_large' || huge++ < HUGE)
          put(
            name,
            one.breakUp(encode(kind, encoding, value), encode(other, encoding, event(other, now)), random),
            one.reason,
          );
        if (i % 4 === 0) {
          put(`${encoding}: good`, encode(kind, encoding, event(kind, now)), undefined);
          good += 1;
        }
      }
    }
    await world.sender.send(records);
    await world.stored(topic);
    await world.until(() => world.lettersOf(topic).length >= expected.size);

    const letters = world.lettersOf(topic);
    const wrong = letters
      .map(({ key, reason, detail }) => ({ key: Buffer.from(key ?? []).toString(), reason, detail }))
      .filter(({ key, reason }) => expected.get(key) !== reason)
      .map(
        ({ key, reason, detail }) =>
          `${key}: ${reason} (${detail}), expected ${expected.get(key) ?? 'no letter'}`,
      );
    expect(wrong).toEqual([]);
    expect(letters.length).toBe(expected.size);
    const [stored] = [await world.one(`SELECT count() AS n FROM ${kind} FINAL WHERE model = '${model}'`)];
    expect(stored).toEqual({ n: good });
    expect(good + letters.length).toBe(records.length);
    for (const letter of letters.slice(0, 50)) {
      const sent = records.find(({ key }) => key === Buffer.from(letter.key ?? []).toString());
      if (letter.reason !== 'too_large')
        expect(letter.value === null ? null : Buffer.from(letter.value)).toEqual(sent?.value);
    }
  }, 60_000);
});
