import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import { follow } from '@checkride/messaging/kafka/follower';
import type { KafkaConnection } from '@checkride/messaging/kafka/connection';
import { createSender } from '@checkride/messaging/kafka/sender';
import { controlPartition, replayTopic, TOPICS } from '@checkride/messaging/topics';
import { decodeWire, encodeWire } from '@checkride/messaging/wire';
import { ownStack } from '../own-stack.js';
import type { OwnStack } from '../own-stack.js';
import { startService } from '../separate-services.js';
import type { SeparateService } from '../separate-services.js';
import { MODEL } from './deliveries.js';
import type { RecordedLog } from './deliveries.js';
import { writeLog } from './write-log.js';

/** A stack of its own with the contract in force and the whole log on its topics; nothing of it has been read. */
export interface PreparedStack extends OwnStack {
  readonly controller: SeparateService;
}

/** Starts broker, engine and controller in a new home, applies the contract by a command and writes the log. */
export async function prepareStack(
  log: RecordedLog,
  settings: Readonly<Record<string, string>>,
): Promise<PreparedStack> {
  const own = await ownStack([replayTopic('recorded.predictions'), replayTopic('recorded.labels')]);
  const { stack, kafka } = own;
  const controller = startService('controller', stack, settings);
  await writeLog(kafka, log, await applyContract(kafka));
  return {
    ...own,
    controller,
    async close() {
      await controller.kill();
      await own.close();
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
