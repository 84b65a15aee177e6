import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { connectKafka } from '@checkride/messaging/kafka/connection';
import { createSender } from '@checkride/messaging/kafka/sender';
import {
  CONTROL_TOPICS,
  DATA_TOPICS,
  TOPICS,
  controlPartition,
  liveTopic,
} from '@checkride/messaging/topics';
import { encodeWire } from '@checkride/messaging/wire';
import { launchStack } from '@checkride/stack/launch';
import { stopStack } from '@checkride/stack/stop-stack';
import { connectClickHouse } from '@checkride/store/clickhouse-client';
import { migrate } from '@checkride/store/migrations';
import { benchmarkModel, createMessages } from './events.js';
import type { Encoding } from './events.js';
import { kafkaEngine } from './kafka-engine.js';
import { runPath } from './measurement.js';
import type { Cost, PathName, Task } from './measurement.js';
import { summarise } from './summary.js';
import type { Measured } from './summary.js';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '3' },
    partitions: { type: 'string', default: '4' },
    paths: { type: 'string', default: 'whole,kafka-engine,consume-only,insert-only' },
    encodings: { type: 'string', default: 'avro,json' },
    json: { type: 'boolean', default: false },
  },
});
const rows = Number(values.rows);
const runs = Number(values.runs);
const partitions = Number(values.partitions);
const paths = values.paths.split(',');
const encodings = values.encodings.split(',') as Encoding[];
const say = (line: string): void => void process.stderr.write(`${line}\n`);

const home = mkdtempSync(join(tmpdir(), 'checkride-bench-'));
const stack = await launchStack({ home, kafkaPort: 0, clickhousePort: 0, ownerPid: process.pid });
const kafka = await connectKafka({ brokers: [stack.kafkaBrokers], clientId: 'bench' });
const sender = createSender(kafka);
const address = { url: stack.clickhouseUrl, user: stack.clickhouseUser, password: stack.clickhousePassword };
const root = connectClickHouse({ ...address, database: 'default' });
const enginePid = stack.pids['clickhouse'] ?? 0;

/** Fills a topic with the same events in one encoding. */
async function load(encoding: Encoding): Promise<string> {
  const topic = `bench-${encoding}`;
  await kafka.ensureTopics([liveTopic(topic, partitions)]);
  const message = createMessages(benchmarkModel(topic, topic), encoding, Date.now());
  const chunk = 2_000 * partitions;
  for (let from = 0; from < rows; from += chunk) {
    const count = Math.min(chunk, rows - from);
    await sender.send(
      Array.from({ length: count }, (_, i) => ({
        topic,
        partition: (from + i) % partitions,
        key: null,
        value: message(from + i),
      })),
    );
  }
  return topic;
}

/** A database of its own with production's tables; merges stand still, so that each path is charged for itself only. */
async function measure(name: string, encoding: Encoding, topic: string, run: number): Promise<Cost> {
  const database = `${name.replaceAll('-', '_')}_${encoding}_${run}`;
  await root.command(`CREATE DATABASE ${database}`);
  const clickhouse = { ...address, database };
  const own = connectClickHouse(clickhouse);
  await migrate(own);
  await own.command('SYSTEM STOP MERGES predictions');
  const group = `${name}-${encoding}-${run}`;
  const task: Task = {
    brokers: [stack.kafkaBrokers],
    clickhouse,
    enginePid,
    topic,
    partitions,
    rows,
    encoding,
    group,
  };
  try {
    if (name !== 'kafka-engine') return await runPath(name as PathName, task);
    return await kafkaEngine(task, benchmarkModel(topic, topic).schemas[0]!.schema, 2);
  } finally {
    await own.close();
    await root.command(`DROP DATABASE ${database} SYNC`);
  }
}

try {
  await kafka.ensureTopics([...CONTROL_TOPICS, ...DATA_TOPICS]);
  const topics: Record<Encoding, string> = { avro: '', json: '' };
  for (const encoding of encodings) {
    say(`loading ${rows} messages in ${encoding} …`);
    topics[encoding] = await load(encoding);
  }
  const measured: Measured[] = [];
  for (let run = 1; run <= runs; run++)
    for (const encoding of encodings)
      for (const path of paths) {
        if (path === 'insert-only' && encoding === 'json') continue;
        const record = benchmarkModel(topics[encoding], topics[encoding]);
        await sender.send([
          {
            topic: TOPICS.models,
            partition: controlPartition(record.model),
            key: record.model,
            value: path === 'whole' ? encodeWire('model-record', record) : null,
          },
        ]);
        const cost = await measure(path, encoding, topics[encoding], run);
        measured.push({ path, encoding, run, rows, cost });
        say(
          `run ${run}: ${path} ${encoding}: ${cost.wall.toFixed(1)} s, ${(cost.own + cost.engine).toFixed(1)} CPU-s (${cost.own.toFixed(1)} own + ${cost.engine.toFixed(1)} engine)`,
        );
        if (path === 'whole')
          await sender.send([
            {
              topic: TOPICS.models,
              partition: controlPartition(record.model),
              key: record.model,
              value: null,
            },
          ]);
      }
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  console.log(
    values.json ? JSON.stringify({ machine, partitions, measured }, null, 2) : summarise(measured, machine),
  );
} finally {
  await sender.close();
  await kafka.close();
  await root.close();
  await stopStack(home).catch((error: unknown) => say(String(error)));
  rmSync(home, { recursive: true, force: true });
}
