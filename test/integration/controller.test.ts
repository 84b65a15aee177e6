import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startController, type ControllerService } from '@checkride/controller/adapters/controller-service';
import type { CommandBody } from '@checkride/domain/commands';
import type { Job } from '@checkride/domain/jobs';
import type { LifecycleEvent } from '@checkride/domain/lifecycle/ledger';
import { resultOf } from '@checkride/domain/lifecycle/testing/scenario';
import type { RouteRecord } from '@checkride/domain/release';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import { connectKafka, type KafkaConnection } from '@checkride/messaging/kafka/connection';
import { follow, type Follower } from '@checkride/messaging/kafka/follower';
import { createSender, type Sender } from '@checkride/messaging/kafka/sender';
import { CONTROL_TOPICS, controlPartition, replayTopic, TOPICS } from '@checkride/messaging/topics';
import { decodeWire, encodeWire, type WireKind, type WireTypes } from '@checkride/messaging/wire';
import { createLogger } from '@checkride/platform/logger';
import { sharedStack, uniqueName } from '../support/stack.js';

const HOUR = 3_600_000;
const logger = createLogger('controller-test', { level: 'silent' });
const config = { dataPartitions: 2, webhook: null, sessionTimeoutMs: 6_000 };

let brokers: string;
let kafka: KafkaConnection;
let sender: Sender;
let controller: ControllerService;

const start = (): Promise<ControllerService> =>
  startController({ brokers: [brokers], clientId: 'controller-test' }, config, logger);

beforeAll(async () => {
  brokers = (await sharedStack()).kafkaBrokers;
  kafka = await connectKafka({ brokers: [brokers], clientId: 'controller-test' });
  await kafka.ensureTopics(CONTROL_TOPICS);
  sender = createSender(kafka);
  controller = await start();
}, 120_000);

afterAll(async () => {
  await controller.close();
  await sender.close();
  await kafka.close();
});

/** What the log says of one model, as it comes. */
class Log {
  readonly lifecycle: LifecycleEvent[] = [];
  readonly routes: RouteRecord[] = [];
  readonly jobs: Job[] = [];
  readonly models: ModelRecord[] = [];
  private wake = (): void => undefined;
  private follower: Follower | undefined;

  constructor(readonly model: string) {}

  async open(): Promise<this> {
    const sinks: Record<string, (value: Buffer) => unknown> = {
      [TOPICS.lifecycle]: (value: Buffer) => this.lifecycle.push(decodeWire('lifecycle-event', value)),
      [TOPICS.routes]: (value: Buffer) => this.routes.push(decodeWire('route', value)),
      [TOPICS.jobs]: (value: Buffer) => this.jobs.push(decodeWire('job', value)),
      [TOPICS.models]: (value: Buffer) => this.models.push(decodeWire('model-record', value)),
    };
    this.follower = await follow(kafka, {
      topics: Object.keys(sinks),
      partitions: [controlPartition(this.model)],
      onRecords: (records) => {
        for (const { topic, key, value } of records)
          if (value !== null && key?.toString() === this.model) sinks[topic]?.(value);
        this.wake();
      },
    });
    return this;
  }

  async until<T>(find: (log: Log) => T | undefined): Promise<T> {
    for (;;) {
      const found = find(this);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  /** Resolves when the ledger's newest line is this. */
  says(line: string): Promise<string> {
    return this.until(() => this.story.find((told) => told === line));
  }

  get story(): string[] {
    return this.lifecycle.flatMap((event) =>
      event.kind === 'entry' ? [`${event.entry.action} ${event.entry.answer}: ${event.entry.reason}`] : [],
    );
  }

  close(): Promise<void> {
    return this.follower?.close() ?? Promise.resolve();
  }
}

async function send<K extends WireKind>(
  topic: string,
  kind: K,
  model: string,
  value: WireTypes[K],
): Promise<void> {
  await sender.send([
    { topic, partition: controlPartition(model), key: model, value: encodeWire(kind, value) },
  ]);
}

let commands = 0;
const command = (model: string, body: CommandBody, id = `${model}-${(commands += 1)}`): Promise<void> =>
  send(TOPICS.commands, 'command', model, {
    command_id: id,
    model,
    actor: 'ada',
    sent_at: 0,
    at: null,
    body,
  });

const contract = (model: string): string => `
model: ${model}
source: {predictions: ${model}.predictions, labels: ${model}.labels, clock: replay, lag: 2}
windows: {base: 1h}
features: {distance: {type: number}}
labels: {kind: complete, horizon: 24h}
gates: {deploy: {canary: [50%, 100%], watch: 2h}}
pipeline: pipeline.yml
automation: auto
`;

test('a contract, its first version and two ticks go over the log once, through a restart and repetitions', async () => {
  const model = uniqueName('lifecycle');
  const log = await new Log(model).open();
  await command(model, { kind: 'apply', yaml: contract(model), file: 'contract.yml' });
  await log.says('contract applied: version 1');
  await log.until(({ models }) => models[0]);
  expect(log.models[0]).toMatchObject({
    contract_version: 1,
    effective_from: 0,
    slots: [{ feature: 'distance', slot: 1 }],
  });
  expect(log.models[0]?.schemas[0]?.schema).toContain('"distance"');

  const order = {
    kind: 'retrain',
    reason: 'first',
    data: 'january.parquet',
    pipeline: null,
    version: null,
  } as const;
  await command(model, order, `${model}-train`);
  await command(model, order, `${model}-train`);
  const train = await log.until(({ jobs }) => jobs[0]);

  await controller.close();
  await sender.send([
    {
      topic: TOPICS.commands,
      partition: controlPartition(model),
      key: model,
      value: Buffer.from('no command'),
    },
  ]);
  await send(TOPICS.jobEvents, 'job-event', model, resultOf(train, 'passes'));
  await send(TOPICS.jobEvents, 'job-event', model, resultOf(train, 'passes'));
  controller = await start();

  const validate = await log.until(({ jobs }) => jobs[1]);
  await send(TOPICS.jobEvents, 'job-event', model, resultOf(validate, 'passes'));
  await log.says('complete applied: first version of the model');
  for (const hour of [0, 1])
    await send(TOPICS.decisions, 'decision', model, {
      kind: 'tick',
      tick: { model, window: [hour * HOUR, (hour + 1) * HOUR], evidence_seq: hour + 1, evidence_digest: '' },
    });
  await log.until(({ lifecycle }) =>
    lifecycle.find((event) => event.kind === 'folded' && event.folded.window[0] === HOUR),
  );
  await log.close();

  expect(log.story.filter((line) => !line.includes('malformed'))).toEqual([
    'contract applied: version 1',
    'retrain applied: first',
    'train applied: 400 rows',
    'validate applied: ordered',
    'validate applied: all gates passed',
    'stage applied: all gates passed',
    'complete applied: first version of the model',
  ]);
  expect(log.story.filter((line) => line.startsWith('notify refused: malformed'))).toHaveLength(1);
  expect(log.lifecycle.filter(({ kind }) => kind === 'job-settled')).toHaveLength(2);
  expect(log.routes).toEqual([
    expect.objectContaining({
      revision: 1,
      roles: { v1: 'sole' },
      shares: { '*': { v1: 1 } },
      artifacts: { v1: 'sha-v1' },
    }),
  ]);
  expect(log.models.map(({ reference }) => reference?.digest)).toEqual([undefined, 'profile-v1']);
  await kafka.verifyTopics([replayTopic(`${model}.predictions`, 2), replayTopic(`${model}.labels`, 2)]);
}, 120_000);

test('a contract that is wrong is refused with line and column', async () => {
  const model = uniqueName('lifecycle');
  const log = await new Log(model).open();
  await command(model, { kind: 'apply', yaml: `${contract(model)}task: magic\n`, file: 'contract.yml' });
  const line = await log.until(({ story }) => story[0]);
  await log.close();
  expect(line).toMatch(/^contract refused: contract\.yml:10:\d+ task: /);
}, 60_000);
