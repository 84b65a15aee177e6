import { setTimeout as wait } from 'node:timers/promises';
import { createRowInserter } from '@checkride/ingest/adapters/row-inserter';
import { openIngest } from '@checkride/ingest/adapters/open-ingest';
import { ingestConfig } from '@checkride/ingest/config';
import { createContractBook } from '@checkride/ingest/steps/contracts';
import { createDecodeStep } from '@checkride/ingest/steps/decode';
import { RowBlock } from '@checkride/ingest/steps/rows/row-block';
import { consumeBatches } from '@checkride/messaging/kafka/batch-source';
import { connectKafka } from '@checkride/messaging/kafka/connection';
import { createLogger } from '@checkride/platform/logger';
import { createTelemetry } from '@checkride/platform/telemetry';
import { connectClickHouse } from '@checkride/store/clickhouse-client';
import { cpuSecondsOf } from './cpu.js';
import { benchmarkModel, createMessages } from './events.js';
import type { Cost, PathName, Task } from './measurement.js';

const BLOCK_ROWS = 100_000;

/** The clock and the two CPU meters, from now on. */
function meter({ enginePid }: Task): () => Cost {
  const engine = cpuSecondsOf(enginePid);
  const own = process.cpuUsage();
  const began = performance.now();
  return () => {
    const { user, system } = process.cpuUsage(own);
    return {
      wall: (performance.now() - began) / 1000,
      own: (user + system) / 1e6,
      engine: cpuSecondsOf(enginePid) - engine,
    };
  };
}

/** Ingest as it runs in production, until it has counted all rows as stored: asking the engine would cost it too. */
async function whole(task: Task): Promise<Cost> {
  const telemetry = createTelemetry('ingest');
  const ingest = await openIngest({
    kafka: { brokers: task.brokers },
    clickhouse: task.clickhouse,
    config: ingestConfig.parse({ INGEST_GROUP: task.group }),
    logger: createLogger('ingest'),
    telemetry,
  });
  const stored = async (): Promise<number> => {
    const { values } = await telemetry.rowsStored.get();
    return values.find(({ labels }) => labels.table === 'predictions')?.value ?? 0;
  };
  const stop = meter(task);
  while ((await stored()) < task.rows) await wait(20);
  const cost = stop();
  await ingest.close();
  return cost;
}

/** Reading the topic and nothing else. */
async function consumeOnly(task: Task): Promise<Cost> {
  const kafka = await connectKafka({ brokers: task.brokers, clientId: 'bench' });
  let seen = 0;
  let bytes = 0;
  const stop = meter(task);
  await new Promise<void>((done, fail) => {
    void consumeBatches(kafka, {
      group: task.group,
      topics: [task.topic],
      onBatch({ records }) {
        for (const { value } of records) bytes += value?.length ?? 0;
        seen += records.length;
        if (seen >= task.rows) done();
      },
    }).catch(fail);
  });
  const cost = stop();
  if (bytes === 0) throw new Error('nothing was read');
  return cost;
}

/** Inserting blocks that were made before the clock started. */
async function insertOnly(task: Task): Promise<Cost> {
  const clickhouse = connectClickHouse(task.clickhouse);
  const record = benchmarkModel(task.topic, task.topic);
  const book = createContractBook([], {
    prediction: 'predictions.v1',
    label: 'labels.v1',
    outcome: 'outcomes.v1',
    exposure: 'exposures.v1',
    change: 'changes.v1',
  });
  book.apply(record);
  const decode = createDecodeStep({ book });
  const now = Date.now();
  const message = createMessages(record, 'avro', now);
  const blocks: Uint8Array[] = [];
  for (let from = 0; from < task.rows; from += BLOCK_ROWS) {
    const block = new RowBlock();
    for (let offset = from; offset < Math.min(task.rows, from + BLOCK_ROWS); offset++) {
      const value = message(offset);
      const inbound = {
        topic: task.topic,
        partition: 0,
        offset,
        timestamp: now,
        key: null,
        value,
        headers: {},
      };
      const refusal = decode(inbound, value, 'prediction', now, block);
      if (refusal !== undefined) throw new Error(refusal.detail);
    }
    blocks.push(Buffer.from(block.slice(0, block.rows)));
  }
  const insert = createRowInserter(clickhouse);
  const stop = meter(task);
  for (const block of blocks) await insert('prediction', block);
  const cost = stop();
  await clickhouse.close();
  return cost;
}

const PATHS: Readonly<Record<PathName, (task: Task) => Promise<Cost>>> = {
  whole,
  'consume-only': consumeOnly,
  'insert-only': insertOnly,
};

const [path = 'whole', task = '{}'] = process.argv.slice(2);
process.send?.(await PATHS[path as PathName](JSON.parse(task) as Task));
process.exit(0);
