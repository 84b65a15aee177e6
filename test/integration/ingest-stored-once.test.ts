import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OutboundRecord } from '@checkride/messaging/records';
import { clockRecords } from '@checkride/messaging/records';
import { avroCodec } from '@checkride/messaging/avro/avro-codec';
import { labelSchema } from '@checkride/messaging/generated/label-v1';
import { dataPartition, replayTopic } from '@checkride/messaging/topics';
import { contractOf, recordOf } from '../support/ingest/contract-of.js';
import { openIngestWorld } from '../support/ingest/world.js';
import type { IngestWorld } from '../support/ingest/world.js';
import { randomOf } from '../support/monitor/random-rows.js';
import { uniqueName } from '../support/stack.js';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 0, 1);
const HOURS = 40;
const PER_HOUR = 250;
const PARTITIONS = 4;

let world: IngestWorld;
beforeAll(async () => {
  world = await openIngestWorld();
}, 120_000);
afterAll(() => world.close());

interface Sent {
  readonly id: string;
  readonly at: number;
  readonly window: number;
  readonly score: number;
}

/** Order-free digest: the sum of SHA-256[0:8] of `id|score`, mod 2^64. */
const digestOf = (rows: readonly Sent[]): string =>
  BigInt.asUintN(
    64,
    rows.reduce(
      (sum, { id, score }) =>
        sum +
        createHash('sha256')
          .update(`${id}|${Math.round(score * 1024)}`)
          .digest()
          .readBigUInt64BE(0),
      0n,
    ),
  ).toString();
const DIGEST_SQL = `toString(sum(reinterpretAsUInt64(reverse(substring(SHA256(concat(ID, '|', toString(toInt64(round(score * 1024))))), 1, 8)))))`;

describe('a stream with duplicates, late rows and late duplicates', () => {
  it('is stored once: counts and digests equal those of its producer', async () => {
    const model = uniqueName('once');
    const topic = `${model}.predictions`;
    const labelTopic = `${model}.labels`;
    await world.kafka.ensureTopics([replayTopic(topic, PARTITIONS), replayTopic(labelTopic, PARTITIONS)]);
    const contract = contractOf({
      model,
      task: 'binary',
      source: { predictions: topic, labels: labelTopic, format: 'avro', clock: 'replay', lag: 1 },
      labels: { kind: 'complete', horizon: '1d', source: 'test' },
      windows: { base: '1h' },
      features: { x: { type: 'number' }, c: { type: 'category' } },
      segments: ['region'],
    });
    const record = recordOf(contract);
    const codec = avroCodec<unknown>(JSON.parse(record.schemas[0]!.schema));
    const labelCodec = avroCodec<unknown>(labelSchema);
    await world.apply(record);
    await world.start({ INGEST_FLUSH_ROWS_BEHIND: '3000' });

    const random = randomOf(7);
    const message = ({ id, at, score }: Sent, timestamp: number, partition: number): OutboundRecord => ({
      topic,
      partition,
      key: id,
      timestamp,
      value: codec.encodeSingleObject({
        prediction_id: id,
        model,
        version: '1',
        arm: 'live',
        event_time: at,
        segments: ['west'],
        features: { x: score, c: 'a' },
        prediction: { score },
        latency_ms: 3,
        status: 'ok',
      }),
    });
    const onTime: Sent[] = [];
    const lateOnly: Sent[] = [];
    const lateCopies: Sent[] = [];
    let held: OutboundRecord[] = [];
    for (let hour = 0; hour < HOURS; hour++) {
      const window = START + hour * HOUR;
      const records = held;
      held = [];
      for (let i = 0; i < PER_HOUR; i++) {
        const at = window + Math.floor(random() * HOUR);
        const sent = { id: `${hour}-${i}`, at, window, score: Math.floor(random() * 1024) / 1024 };
        const partition = dataPartition(sent.id, PARTITIONS);
        const draw = random();
        if (draw < 0.005) {
          lateOnly.push(sent);
          held.push(message(sent, window + HOUR + 5, partition));
          continue;
        }
        onTime.push(sent);
        records.push(message(sent, at, partition));
        // A duplicate says something else: were it kept, the digest would differ.
        if (draw < 0.015) records.push(message({ ...sent, score: 2 }, window + HOUR - 1, partition));
        if (draw > 0.995) {
          lateCopies.push(sent);
          held.push(message({ ...sent, score: 3 }, window + HOUR + 5, partition));
        }
        // The same delivery through another partition: correctness does not rest on the key.
        if (draw > 0.5 && draw < 0.505) records.push(message(sent, at, (partition + 1) % PARTITIONS));
      }
      const clock = window + HOUR;
      await world.sender.send([
        ...records,
        ...clockRecords(topic, PARTITIONS, clock),
        {
          topic: labelTopic,
          partition: hour % PARTITIONS,
          key: `${hour}-0`,
          timestamp: clock - 1,
          value: labelCodec.encodeSingleObject({
            prediction_id: `${hour}-0`,
            model,
            predicted_at: window,
            value: 1,
            observed_at: clock - 1,
          }),
        },
        ...clockRecords(labelTopic, PARTITIONS, clock),
      ]);
    }
    await world.sender.send([...held, ...clockRecords(topic, PARTITIONS, START + (HOURS + 1) * HOUR)]);
    await world.stored(topic, labelTopic);
    expect(world.lettersOf(topic)).toEqual([]);
    expect([lateOnly.length, lateCopies.length].every((count) => count > 10)).toBe(true);

    const digest = DIGEST_SQL.replace('ID', 'prediction_ref');
    expect(
      await world.one(
        `SELECT count() AS n, ${digest} AS digest FROM predictions FINAL WHERE NOT late AND model = '${model}'`,
      ),
    ).toEqual({ n: onTime.length, digest: digestOf(onTime) });
    expect(
      await world.one(
        `SELECT count() AS n, uniqExact(window_start) AS w FROM predictions FINAL WHERE late AND model = '${model}'`,
      ),
    ).toEqual({
      n: lateOnly.length + lateCopies.length,
      w: new Set([...lateOnly, ...lateCopies].map((s) => s.window)).size,
    });

    // Merged or not, asked through the view of plain names: late rows count once, on-time copies win.
    await world.views(model);
    for (const merge of ['', 'OPTIMIZE TABLE predictions FINAL']) {
      if (merge !== '') await world.clickhouse.command(merge);
      expect(
        await world.one(`SELECT count() AS n, ${DIGEST_SQL.replace('ID', 'id')} AS digest FROM ${model}`),
      ).toEqual({
        n: onTime.length + lateOnly.length,
        digest: digestOf([...onTime, ...lateOnly]),
      });
    }
    expect(await world.one(`SELECT region, c, x = score AS same FROM ${model} WHERE id = '3-4'`)).toEqual({
      region: 'west',
      c: 'a',
      same: 1,
    });
    expect(await world.one(`SELECT count() AS n, sum(value) AS positives FROM ${model}_labels`)).toEqual({
      n: HOURS,
      positives: HOURS,
    });
    const promised = [...world.promises.values()].filter((promise) => promise.topic === topic);
    expect(promised.map(({ frontier }) => frontier)).toEqual(
      Array<number>(PARTITIONS).fill(START + (HOURS + 1) * HOUR),
    );
  }, 120_000);
});
