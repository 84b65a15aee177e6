import { digest } from '@checkride/domain/canonical';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { ReferenceProfile } from '@checkride/domain/contract/reference-profile';
import { assignSlots } from '@checkride/domain/contract/slots';
import type { Report } from '@checkride/domain/report/report';
import { frontierKey } from '@checkride/domain/window';
import { parseContractFile } from '@checkride/contract-file/contract-file';
import { connectKafka } from '@checkride/messaging/kafka/connection';
import { follow } from '@checkride/messaging/kafka/follower';
import { createSender } from '@checkride/messaging/kafka/sender';
import { CONTROL_TOPICS, controlPartition, replayTopic, TOPICS } from '@checkride/messaging/topics';
import { decodeWire, encodeWire } from '@checkride/messaging/wire';
import type { WireKind, WireTypes } from '@checkride/messaging/wire';
import { startMonitor } from '@checkride/monitor/adapters/monitor-service';
import { clickhouseConnection } from '@checkride/platform/clickhouse-connection';
import { readConfiguration } from '@checkride/platform/env';
import { systemClock } from '@checkride/platform/clock';
import { createLogger } from '@checkride/platform/logger';
import { connectClickHouse } from '@checkride/store/clickhouse-client';
import { migrate } from '@checkride/store/migrations';
import { sharedStack, uniqueName } from '../stack.js';
import type { Row, Truth } from './random-rows.js';

/** A model record as the controller writes it for a contract. */
export function modelRecord(yaml: string, reference: ReferenceProfile | null): ModelRecord {
  const contract = parseContractFile(yaml, 'contract.yml');
  return {
    model: contract.model,
    contract_version: 1,
    contract_digest: digest(contract),
    effective_from: 0,
    contract,
    contract_yaml: yaml,
    slots: assignSlots([], contract.features),
    schemas: [],
    reference,
  };
}

/** What a test has around its monitor. */
export type World = Awaited<ReturnType<typeof openWorld>>;

/** A monitor with a database of its own beside the shared broker, and hands to feed it. */
export async function openWorld() {
  const stack = await sharedStack();
  const brokers = [stack.kafkaBrokers];
  const kafka = await connectKafka({ brokers, clientId: 'monitor-test' });
  await kafka.ensureTopics(CONTROL_TOPICS);
  const { clickhouse: address } = readConfiguration({ clickhouse: clickhouseConnection }, stack.environment);
  const root = connectClickHouse(address);
  const database = uniqueName('monitor');
  await root.command(`CREATE DATABASE ${database}`);
  const clickhouse = connectClickHouse({ ...address, database });
  await migrate(clickhouse);
  const sender = createSender(kafka);
  const group = uniqueName('monitor');

  const reports = new Map<string, { report: Report; bytes: Buffer }[]>();
  const waiters: (() => void)[] = [];
  const follower = await follow(kafka, {
    topics: [TOPICS.evidence],
    onRecords(records) {
      for (const { value } of records) {
        if (!value) continue;
        const report = decodeWire('report', value);
        const list = reports.get(report.model) ?? [];
        reports.set(report.model, list);
        list.push({ report, bytes: Buffer.from(value) });
      }
      for (const wake of waiters.splice(0)) wake();
    },
  });

  const publish = <K extends WireKind>(
    topic: string,
    kind: K,
    model: string,
    values: readonly WireTypes[K][],
  ) =>
    sender.send(
      values.map((value) => ({
        topic,
        partition: controlPartition(model),
        key: model,
        value: encodeWire(kind, value),
      })),
    );
  const insert = (table: string, rows: readonly object[]): Promise<void> =>
    clickhouse.insertBytes({
      into: { table },
      format: 'JSONEachRow',
      bytes: Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')),
      settings: { max_partitions_per_insert_block: 0 },
    });
  const seconds = (ms: number): number => Math.floor(ms / 1_000);

  return {
    clickhouse,
    kafka,
    publish,
    async close() {
      await follower.close();
      await sender.close();
      await clickhouse.close();
      await root.command(`DROP DATABASE ${database}`);
      await root.close();
      await kafka.close();
    },
    start: () =>
      startMonitor({
        kafka: { brokers, clientId: uniqueName('monitor') },
        clickhouse: { ...address, database },
        config: { group, sessionTimeoutMs: undefined },
        clock: systemClock,
        logger: createLogger('monitor', { level: process.env['LOG_LEVEL'] ?? 'error' }),
      }),
    /** Topics of one partition each on the replay clock. */
    ensureSources: (topics: readonly string[]) =>
      kafka.ensureTopics(topics.map((topic) => replayTopic(topic, 1))),
    /** The promise that everything before `frontier` (ms) is stored. */
    promise: (topics: readonly string[], frontier: number) =>
      sender.send(
        topics.map((topic) => ({
          topic: TOPICS.progress,
          partition: 0,
          key: frontierKey(topic, 0),
          value: encodeWire('frontier', { topic, partition: 0, next_offset: 0, frontier }),
        })),
      ),
    /** Stores rows of any table as they are. */
    insert,
    /** Stores rows in parts of random-looking order, as redeliveries would. */
    storeRows: (model: string, rows: readonly Row[]) =>
      insert(
        'predictions',
        rows.map((row) => ({
          late: row.late,
          model,
          window_start: seconds(row.window),
          prediction_id: row.id,
          version: row.version,
          arm: row.arm,
          event_time: row.eventTime,
          appended_at: row.appendedAt,
          partition: 0,
          first_wins: (2n ** 64n - 1n - BigInt(row.offset) * 1024n).toString(),
          prediction_ref: '',
          contract: 1,
          artifact: `${row.version}-artifact`,
          instance: 'i1',
          runtime: 'image|view|config',
          route_revision: row.revision,
          unit: row.unit.toString(),
          segments: row.segments,
          status: row.status,
          error_code: '',
          latency_ms: row.latency,
          score: row.score ?? 'nan',
          scores: row.answer?.scores ?? [],
          class: row.answer?.class ?? '',
          num: row.num.map((value) => value ?? 'nan'),
          num64: row.num64.map((value) => value ?? 'nan'),
          cat: row.cat,
        })),
      ),
    storeTruths: (model: string, truths: readonly Truth[]) =>
      insert(
        'labels',
        truths.map((truth, i) => ({
          model,
          cohort_hour: seconds(truth.hour),
          prediction_id: truth.id,
          revision: truth.revision,
          value: truth.value,
          class: truth.class ?? '',
          observed_at: truth.appendedAt,
          predicted_at: truth.hour,
          source: 'test',
          appended_at: truth.appendedAt,
          partition: 0,
          first_wins: (2n ** 64n - 1n - BigInt(i) * 1024n).toString(),
          prediction_ref: '',
        })),
      ),
    storeOutcomes: (
      model: string,
      kpi: string,
      outcomes: readonly { unit: bigint; at: number; appendedAt: number; of?: string; value?: number }[],
    ) =>
      insert(
        'outcomes',
        outcomes.map((outcome, i) => ({
          model,
          kpi,
          event_time: outcome.at,
          unit: outcome.unit.toString(),
          prediction_id: outcome.of ?? '00000000-0000-0000-0000-000000000000',
          value: outcome.value ?? 1,
          appended_at: outcome.appendedAt,
          partition: 0,
          first_wins: (2n ** 64n - 1n - BigInt(i) * 1024n).toString(),
          prediction_ref: '',
        })),
      ),
    /** The reports of a model once there are `count` of them. */
    async reports(model: string, count: number): Promise<{ report: Report; bytes: Buffer }[]> {
      for (;;) {
        const list = reports.get(model) ?? [];
        if (list.length >= count) return list;
        await new Promise<void>((resolve) => waiters.push(resolve));
      }
    },
    reported: (model: string): number => reports.get(model)?.length ?? 0,
  };
}
