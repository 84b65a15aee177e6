import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import { follow } from '@checkride/messaging/kafka/follower';
import { connectKafka } from '@checkride/messaging/kafka/connection';
import type { KafkaConnection } from '@checkride/messaging/kafka/connection';
import { createSender } from '@checkride/messaging/kafka/sender';
import {
  CONTROL_TOPICS,
  controlPartition,
  DATA_TOPICS,
  replayTopic,
  TOPICS,
} from '@checkride/messaging/topics';
import { decodeWire, encodeWire } from '@checkride/messaging/wire';
import { clickhouseConnection } from '@checkride/platform/clickhouse-connection';
import type { ClickHouseConnection } from '@checkride/platform/clickhouse-connection';
import { readConfiguration } from '@checkride/platform/env';
import { startLocalStack } from '@checkride/stack/local-stack';
import type { LocalStack } from '@checkride/stack/local-stack';
import { connectClickHouse } from '@checkride/store/clickhouse-client';
import { migrate } from '@checkride/store/migrations';
import { startService } from '../separate-services.js';
import type { SeparateService } from '../separate-services.js';
import { MODEL } from './deliveries.js';
import type { RecordedLog } from './deliveries.js';
import { writeLog } from './write-log.js';

/** A stack of its own with the contract in force and the whole log on its topics; nothing of it has been read. */
export interface PreparedStack {
  readonly stack: LocalStack;
  readonly kafka: KafkaConnection;
  readonly clickhouse: ClickHouseConnection;
  readonly controller: SeparateService;
  close(): Promise<void>;
}

/** Starts broker, engine and controller in a new home, applies the contract by a command and writes the log. */
export async function prepareStack(
  log: RecordedLog,
  settings: Readonly<Record<string, string>>,
): Promise<PreparedStack> {
  const home = mkdtempSync(join(tmpdir(), 'checkride-recorded-'));
  const stack = await startLocalStack({ home, kafkaPort: 0, clickhousePort: 0 });
  const kafka = await connectKafka({ brokers: [stack.kafkaBrokers], clientId: 'recorded-log' });
  const { clickhouse } = readConfiguration({ clickhouse: clickhouseConnection }, stack.environment);
  const store = connectClickHouse(clickhouse);
  await Promise.all([
    kafka.ensureTopics([
      ...CONTROL_TOPICS,
      ...DATA_TOPICS,
      replayTopic('recorded.predictions'),
      replayTopic('recorded.labels'),
    ]),
    migrate(store),
  ]);
  await store.close();
  const controller = startService('controller', stack, settings);
  await writeLog(kafka, log, await applyContract(kafka));
  return {
    stack,
    kafka,
    clickhouse,
    controller,
    async close() {
      await controller.kill();
      await kafka.close();
      // Nothing of this home is wanted any more: a peaceful end would take seconds.
      await Promise.all([stack.kafka.kill(), stack.clickhouse.kill()]);
      await stack.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

const CONTRACT = fileURLToPath(new URL('contract.yml', import.meta.url));

/** Puts the command on the log as the console does; answers what the controller makes of it. */
async function applyContract(kafka: KafkaConnection): Promise<ModelRecord> {
  const partition = controlPartition(MODEL);
  const command = encodeWire('command', {
    command_id: 'apply-recorded',
    model: MODEL,
    actor: 'crash test',
    sent_at: 0,
    at: null,
    body: { kind: 'apply', yaml: readFileSync(CONTRACT, 'utf8'), file: 'contract.yml' },
  });
  const sender = createSender(kafka);
  await sender.send([{ topic: TOPICS.commands, partition, key: MODEL, value: command }]);
  await sender.close();
  let found!: (record: ModelRecord) => void;
  const record = new Promise<ModelRecord>((resolve) => {
    found = resolve;
  });
  const follower = await follow(kafka, {
    topics: [TOPICS.models],
    partitions: [partition],
    onRecords: (records) =>
      records.forEach(({ value }) => value !== null && found(decodeWire('model-record', value))),
  });
  const applied = await record;
  await follower.close();
  return applied;
}
