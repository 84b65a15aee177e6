import { defineQuery } from '@checkride/store/query';
import type { Statement } from '@checkride/store/query';
import type { ClickHouse } from '@checkride/store/clickhouse-client';
import { fillFeatureHours, fillFeatureWindows } from '@checkride/store/queries/feature-panes.query';
import { fillLabelHours } from '@checkride/store/queries/label-hours.query';
import type { PaneParams } from '@checkride/store/queries/pane-parts';
import { readCohorts } from '@checkride/store/queries/read-cohorts.query';
import { readDriftHours } from '@checkride/store/queries/read-drift.query';
import { readServing } from '@checkride/store/queries/read-serving.query';
import { fillServingWindows } from '@checkride/store/queries/serving-windows.query';
import { cpuSecondsOf } from '../ingest/cpu.js';
import { END, HOUR, MINUTE } from './history.js';

/** What closing something reads and costs. */
export interface ClosingCost {
  readonly rows: number;
  readonly parts: number;
  /** CPU of the engine and wall time in ms, each the median of the runs. */
  readonly cpu: number;
  readonly wall: number;
}

const BASE_WINDOW: readonly Statement<PaneParams>[] = [fillServingWindows, fillFeatureWindows, readServing];
const AN_HOUR: readonly Statement<PaneParams>[] = [
  fillFeatureHours,
  fillLabelHours,
  readDriftHours,
  readCohorts,
];

/** Statements that close a base window, and those of an hour of features, labels and drift, with the range of each. */
export const CLOSINGS = {
  'base window': { statements: BASE_WINDOW, range: [END - MINUTE, END] },
  hour: { statements: AN_HOUR, range: [END - HOUR, END] },
} as const;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

function paramsOf(model: string, grid: string, what: keyof typeof CLOSINGS): PaneParams {
  const [from, until] = [CLOSINGS[what].range[0] / 1_000, CLOSINGS[what].range[1] / 1_000];
  return { models: [model], grids: [grid], froms: [from], untils: [until], from, until };
}

/** Rows and parts of raw tables that a closing reads, by the engine's own estimate. */
export async function closingReads(
  clickhouse: ClickHouse,
  model: string,
  grid: string,
  what: keyof typeof CLOSINGS,
): Promise<{ rows: number; parts: number }> {
  let [rows, parts] = [0, 0];
  for (const statement of CLOSINGS[what].statements) {
    const read = await clickhouse.query(estimateOf(statement), paramsOf(model, grid, what));
    rows += read.reduce((sum, table) => sum + table.rows, 0);
    parts += read.reduce((sum, table) => sum + table.parts, 0);
  }
  return { rows, parts };
}

/** Runs the statements of a closing several times and asks the engine what they read. */
export async function measureClosing(
  clickhouse: ClickHouse,
  enginePid: number,
  model: string,
  grid: string,
  what: keyof typeof CLOSINGS,
  runs: number,
): Promise<ClosingCost> {
  const cpu: number[] = [];
  const wall: number[] = [];
  for (let run = 0; run <= runs; run += 1) {
    const [cpuBefore, wallBefore] = [cpuSecondsOf(enginePid), performance.now()];
    for (const statement of CLOSINGS[what].statements)
      await runStatement(clickhouse, statement, paramsOf(model, grid, what));
    if (run === 0) continue;
    cpu.push((cpuSecondsOf(enginePid) - cpuBefore) * 1_000);
    wall.push(performance.now() - wallBefore);
  }
  return { ...(await closingReads(clickhouse, model, grid, what)), cpu: median(cpu), wall: median(wall) };
}

const isRead = ({ sql }: Statement<PaneParams>): boolean => !sql.trimStart().startsWith('INSERT');

async function runStatement(
  clickhouse: ClickHouse,
  statement: Statement<PaneParams>,
  params: PaneParams,
): Promise<void> {
  if (isRead(statement)) await clickhouse.query({ ...statement, row: (raw) => raw }, params);
  else await clickhouse.command(statement, params);
}

/** Rows and parts of raw tables the SELECT of a statement reads, by the engine's own estimate. */
function estimateOf({ name, sql, params }: Statement<PaneParams>) {
  return defineQuery<PaneParams, { rows: number; parts: number }>({
    name: `estimate-${name}`,
    sql: `EXPLAIN ESTIMATE ${sql.slice(sql.search(/\bWITH plans\b/))}`,
    params,
    row: (raw) =>
      ['predictions', 'labels'].includes(String(raw['table']))
        ? { rows: Number(raw['rows']), parts: Number(raw['parts']) }
        : { rows: 0, parts: 0 },
  });
}
