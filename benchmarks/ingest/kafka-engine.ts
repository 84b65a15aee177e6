import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { connectClickHouse } from '@checkride/store/clickhouse-client';
import { defineQuery } from '@checkride/store/query';
import { cpuSecondsOf } from './cpu.js';
import { CATEGORIES, NUMBERS } from './events.js';
import type { Cost, Task } from './measurement.js';

/** How often the table is looked at, ms: an answer costs the engine a hundredth of this. */
const LOOK_MS = 500;

/** Columns as they stand in a message and what they are called in the table: the wide table an engine user would make. */
const columnsOf = (
  encoding: Task['encoding'],
): readonly (readonly [inMessage: string, type: string, name: string])[] => {
  const avro = encoding === 'avro';
  return [
    ['prediction_id', 'String', 'prediction_id'],
    ['model', 'String', 'model'],
    ['version', 'String', 'version'],
    ['event_time', 'DateTime64(3)', 'event_time'],
    ['unit_id', avro ? 'Nullable(String)' : 'String', 'unit_id'],
    avro ? ['segments', 'Array(String)', 'region'] : ['region', 'String', 'region'],
    avro ? ['prediction.score', 'Nullable(Float64)', 'score'] : ['score', 'Float64', 'score'],
    ['latency_ms', 'Float32', 'latency_ms'],
    ...NUMBERS.map(
      (name) => [avro ? `features.${name}` : name, avro ? 'Nullable(Float64)' : 'Float64', name] as const,
    ),
    ...CATEGORIES.map(
      (name) => [avro ? `features.${name}` : name, avro ? 'Nullable(String)' : 'String', name] as const,
    ),
  ];
};

const tableType = (type: string, name: string): string =>
  name.startsWith('c') && name !== 'class'
    ? 'LowCardinality(String)'
    : ['model', 'version', 'region'].includes(name)
      ? 'LowCardinality(String)'
      : type.replace(/^Nullable\((.*)\)$/, '$1');

/** ClickHouse's own Kafka table into a wide MergeTree, with blocks as large as ours; merges are stopped as in our runs. */
export async function kafkaEngine(task: Task, schema: string, consumers: number): Promise<Cost> {
  const registry = createServer((_request, response) => {
    response.setHeader('content-type', 'application/vnd.schemaregistry.v1+json');
    response.end(JSON.stringify({ schema }));
  });
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
  const { port } = registry.address() as AddressInfo;
  const clickhouse = connectClickHouse(task.clickhouse);
  const columns = columnsOf(task.encoding);
  const name = task.group.replaceAll('-', '_');
  const format =
    task.encoding === 'avro'
      ? `kafka_format = 'AvroConfluent', format_avro_schema_registry_url = 'http://127.0.0.1:${port}'`
      : "kafka_format = 'JSONEachRow'";
  await clickhouse.command(
    `CREATE TABLE ${name} (${columns.map(([, type, column]) => `${column} ${tableType(type, column)}`).join(', ')})
     ENGINE = MergeTree ORDER BY (model, event_time)`,
  );
  await clickhouse.command(`SYSTEM STOP MERGES ${name}`);
  await clickhouse.command(
    `CREATE TABLE ${name}_queue (${columns.map(([inMessage, type]) => `\`${inMessage}\` ${type}`).join(', ')})
     ENGINE = Kafka SETTINGS kafka_broker_list = '${task.brokers.join(',')}', kafka_topic_list = '${task.topic}',
       kafka_group_name = '${task.group}', kafka_num_consumers = ${consumers},
       kafka_thread_per_consumer = ${consumers > 1 ? 1 : 0}, kafka_max_block_size = 100000,
       kafka_poll_max_batch_size = 100000, kafka_flush_interval_ms = 2000, ${format}`,
  );
  const select = columns
    .map(([inMessage, type, column]) => {
      const own = `\`${inMessage}\``;
      if (column === 'region' && task.encoding === 'avro') return `${own}[1] AS region`;
      return `${type.startsWith('Nullable') ? `assumeNotNull(${own})` : own} AS ${column}`;
    })
    .join(', ');
  const before = { cpu: cpuSecondsOf(task.enginePid), at: performance.now() };
  await clickhouse.command(
    `CREATE MATERIALIZED VIEW ${name}_mv TO ${name} AS SELECT ${select} FROM ${name}_queue`,
  );
  const stored = defineQuery({
    name: 'rows stored',
    sql: `SELECT sum(rows) AS n FROM system.parts WHERE active AND database = currentDatabase() AND table = '${name}'`,
    params: {},
    row: (raw) => Number(raw['n']),
  });
  while (((await clickhouse.query(stored, {}))[0] ?? 0) < task.rows) await wait(LOOK_MS);
  const cost = {
    wall: (performance.now() - before.at) / 1000,
    own: 0,
    engine: cpuSecondsOf(task.enginePid) - before.cpu,
  };
  for (const table of [`${name}_mv`, `${name}_queue`, name])
    await clickhouse.command(`DROP TABLE ${table} SYNC`);
  await clickhouse.close();
  registry.close();
  return cost;
}
