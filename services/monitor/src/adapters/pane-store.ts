import type { ClickHouse } from '@checkride/store/clickhouse-client';
import type { Statement } from '@checkride/store/query';
import { fillLabelContrasts } from '@checkride/store/queries/contrast-labels.query';
import { fillLateContrasts } from '@checkride/store/queries/contrast-late.query';
import { fillServingContrasts } from '@checkride/store/queries/contrast-serving.query';
import { fillFeatureHours, fillFeatureWindows } from '@checkride/store/queries/feature-panes.query';
import { firstWindow } from '@checkride/store/queries/first-window.query';
import { fillLabelHours } from '@checkride/store/queries/label-hours.query';
import type { PaneParams } from '@checkride/store/queries/pane-parts';
import { readCohorts } from '@checkride/store/queries/read-cohorts.query';
import { readContrasts } from '@checkride/store/queries/read-contrasts.query';
import { readDriftHours, readDriftWindows } from '@checkride/store/queries/read-drift.query';
import { readLate } from '@checkride/store/queries/read-late.query';
import { readServing } from '@checkride/store/queries/read-serving.query';
import { readTouched } from '@checkride/store/queries/read-touched.query';
import { correctServingWindows, fillServingWindows } from '@checkride/store/queries/serving-windows.query';
import type { CountingPlan } from '../steps/counting-plan.js';
import type { CorrectionStore } from '../steps/correct-panes.js';
import type { PaneStore, RangeOf } from '../steps/count-windows.js';
import type { RouteRoleRow } from '../steps/route-roles.js';

const SECOND_MS = 1_000;

/** Ranges (ms) of several models as the parameters of one statement. */
function paneParams(ranges: readonly RangeOf[]): PaneParams {
  const froms = ranges.map(({ range }) => range[0] / SECOND_MS);
  const untils = ranges.map(({ range }) => range[1] / SECOND_MS);
  return {
    models: ranges.map(({ model }) => model),
    grids: ranges.map(({ grid }) => grid),
    froms,
    untils,
    from: Math.min(...froms),
    until: Math.max(...untils),
  };
}

/** The pane tables: each call is one statement for all ranges, and none for no ranges. */
export function createPaneStore(clickhouse: ClickHouse): PaneStore & CorrectionStore {
  const fill = (statement: Statement<PaneParams>) => async (ranges: readonly RangeOf[]) => {
    if (ranges.length > 0) await clickhouse.command(statement, paneParams(ranges));
  };
  const read =
    <T>(query: Parameters<typeof clickhouse.query<PaneParams, T>>[0]) =>
    async (ranges: readonly RangeOf[]): Promise<T[]> =>
      ranges.length === 0 ? [] : clickhouse.query(query, paneParams(ranges));
  const insert = (table: string, rows: readonly object[]): Promise<void> =>
    clickhouse.insertBytes({
      into: { table },
      format: 'JSONEachRow',
      bytes: Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')),
    });

  return {
    fillServing: fill(fillServingWindows),
    fillFeatureWindows: fill(fillFeatureWindows),
    fillFeatureHours: fill(fillFeatureHours),
    fillLabels: fill(fillLabelHours),
    fillServingContrasts: fill(fillServingContrasts),
    fillLateContrasts: fill(fillLateContrasts),
    fillLabelContrasts: fill(fillLabelContrasts),
    readServing: read(readServing),
    readLate: read(readLate),
    readCohorts: read(readCohorts),
    readContrasts: read(readContrasts),
    readDriftHours: read(readDriftHours),
    readDriftWindows: read(readDriftWindows),
    async savePlan({ plan, grids }: CountingPlan) {
      await insert('grids', grids);
      await insert('pane_plans', [plan]);
    },
    async saveRoles(rows: readonly RouteRoleRow[]) {
      if (rows.length > 0) await insert('route_roles', rows);
    },
    touched: (model, windows, arrival, gridMs) =>
      clickhouse.query(readTouched, {
        model,
        from: windows[0] / SECOND_MS,
        until: Math.ceil(windows[1] / SECOND_MS),
        since: arrival[0],
        upto: arrival[1],
        grid: gridMs,
      }),
    correct: (range, touched) =>
      clickhouse.command(correctServingWindows, {
        ...paneParams([range]),
        touched: touched.map(({ window }) => window / SECOND_MS),
        known_ats: touched.map(({ known_at }) => known_at),
      }),
    async firstWindow(model, from, until) {
      const params = { model, from: from / SECOND_MS, until: until / SECOND_MS };
      return (await clickhouse.query(firstWindow, params))[0];
    },
  };
}
