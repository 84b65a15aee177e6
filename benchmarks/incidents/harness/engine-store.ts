import { createHash } from 'node:crypto';
import type { PaneStore } from '@checkride/monitor/steps/pane-store';
import { createPaneStore } from '@checkride/monitor/adapters/pane-store';
import type { ClickHouseConnection } from '@checkride/platform/clickhouse-connection';
import { connectClickHouse } from '@checkride/store/clickhouse-client';
import { migrate } from '@checkride/store/migrations';
import type { StoredChange, StoredExposure } from '@checkride/store/memory/announced-rows';
import type { StoredLabel, StoredOutcome, StoredPrediction } from '@checkride/store/memory/stored-rows';
import type { RowStore } from './stage.js';

/** Rows are sent to the engine in blocks of at most so many. */
const BLOCK_ROWS = 50_000;
const NO_ID = '00000000-0000-0000-0000-000000000000';

/** A store over the real engine, in a database of its own. */
export type EngineStore = RowStore & PaneStore & { readonly close: () => Promise<void> };

/** The id of a prediction as a UUIDv8 of its SHA-256. */
function uuidOf(id: string): string {
  const hex = createHash('sha256').update(id).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-9${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const seconds = (ms: number): number => Math.floor(ms / 1_000);
const orNan = (value: number): number | string => (Number.isNaN(value) ? 'nan' : value);

/** Opens a database of its own on a ClickHouse; rows are held back until a pane statement asks for them. */
export async function openEngineStore(address: ClickHouseConnection, database: string): Promise<EngineStore> {
  const root = connectClickHouse(address);
  await root.command(`CREATE DATABASE ${database}`);
  const clickhouse = connectClickHouse({ ...address, database });
  await migrate(clickhouse);
  const held = new Map<string, object[]>();
  let written = 0;

  const hold = (table: string, row: object): void => {
    const rows = held.get(table) ?? [];
    held.set(table, rows);
    written += 1;
    rows.push({ ...row, partition: 0, first_wins: (2n ** 64n - 1n - BigInt(written) * 1024n).toString() });
  };
  const flush = async (): Promise<void> => {
    for (const [table, rows] of held)
      for (let i = 0; i < rows.length; i += BLOCK_ROWS)
        await clickhouse.insertBytes({
          into: { table },
          format: 'JSONEachRow',
          bytes: Buffer.from(
            rows
              .slice(i, i + BLOCK_ROWS)
              .map((row) => JSON.stringify(row))
              .join('\n'),
          ),
          settings: { max_partitions_per_insert_block: 0 },
        });
    held.clear();
  };
  const panes = createPaneStore(clickhouse);
  const afterFlush = Object.fromEntries(
    Object.entries(panes).map(([name, work]) => [
      name,
      async (...args: unknown[]): Promise<unknown> => {
        await flush();
        return (work as (...args: unknown[]) => Promise<unknown>)(...args);
      },
    ]),
  ) as unknown as PaneStore;

  return {
    ...afterFlush,
    tables: (model) => ({
      addPrediction: (row) => hold('predictions', predictionRow(model, row)),
      addLabel: (label) => hold('labels', labelRow(model, label)),
      addOutcome: (outcome) => hold('outcomes', outcomeRow(model, outcome)),
      announced: {
        addExposure: (exposure) => hold('exposures', exposureRow(model, exposure)),
        addChange: (change) => hold('changes', changeRow(model, change)),
      },
    }),
    async close() {
      await clickhouse.close();
      await root.command(`DROP DATABASE ${database}`);
      await root.close();
    },
  };
}

const predictionRow = (model: string, row: StoredPrediction): object => ({
  late: row.late,
  model,
  window_start: seconds(row.window),
  prediction_id: uuidOf(row.id),
  version: row.version,
  arm: row.arm,
  event_time: row.eventTime,
  appended_at: row.appendedAt,
  prediction_ref: row.id,
  contract: 1,
  artifact: row.artifact,
  instance: row.instance,
  runtime: row.runtime,
  route_revision: row.revision,
  unit: String(row.unit),
  segments: row.segments,
  status: row.status,
  error_code: '',
  latency_ms: orNan(row.latency),
  score: orNan(row.score),
  scores: row.class === '' || Number.isNaN(row.certainty) ? [] : [row.certainty],
  class: row.class,
  num: row.num.map(orNan),
  num64: row.num64.map(orNan),
  cat: row.cat,
});

const labelRow = (model: string, label: StoredLabel): object => ({
  model,
  cohort_hour: seconds(label.hour),
  prediction_id: uuidOf(label.id),
  revision: label.revision,
  value: orNan(label.value),
  class: label.class,
  observed_at: label.observedAt,
  predicted_at: label.hour,
  source: 'episode',
  appended_at: label.appendedAt,
  prediction_ref: label.id,
});

const outcomeRow = (model: string, outcome: StoredOutcome): object => ({
  model,
  kpi: outcome.kpi,
  event_time: outcome.eventTime,
  unit: outcome.unit === null ? '0' : String(outcome.unit),
  prediction_id: outcome.prediction === null ? NO_ID : uuidOf(outcome.prediction),
  value: outcome.value,
  appended_at: outcome.appendedAt,
  prediction_ref: outcome.prediction ?? '',
});

const exposureRow = (model: string, exposure: StoredExposure): object => ({
  late: false,
  model,
  window_start: seconds(exposure.window),
  unit: String(exposure.unit),
  version: exposure.version,
  event_time: exposure.eventTime,
  route_revision: exposure.revision,
  region: exposure.region,
  prediction_id: exposure.id === '' ? NO_ID : uuidOf(exposure.id),
  appended_at: exposure.eventTime,
});

const changeRow = (model: string, { appendedAt, ...change }: StoredChange): object => ({
  model,
  ...change,
  appended_at: appendedAt,
});
