import type { ClickHouse } from '@checkride/store/clickhouse-client';
import type { Query, Statement } from '@checkride/store/query';
import { fillKpiContrasts, fillUnitKpiContrasts } from '@checkride/store/queries/contrast-kpis.query';
import { fillLabelContrasts, fillProxyContrasts } from '@checkride/store/queries/contrast-labels.query';
import { fillLateContrasts } from '@checkride/store/queries/contrast-late.query';
import { fillLostContrasts } from '@checkride/store/queries/contrast-lost.query';
import { fillServingContrasts } from '@checkride/store/queries/contrast-serving.query';
import {
  fillUnitLabelContrasts,
  fillUnitProxyContrasts,
} from '@checkride/store/queries/contrast-unit-labels.query';
import { fillUnitContrasts } from '@checkride/store/queries/contrast-units.query';
import { fillFeatureHours, fillFeatureWindows } from '@checkride/store/queries/feature-panes.query';
import { fillFirstExposures } from '@checkride/store/queries/first-exposures.query';
import { firstWindow } from '@checkride/store/queries/first-window.query';
import { fillKpiHours } from '@checkride/store/queries/kpi-hours.query';
import type { KpiParams } from '@checkride/store/queries/kpi-parts';
import { fillLabelHours } from '@checkride/store/queries/label-hours.query';
import type { PaneParams } from '@checkride/store/queries/pane-parts';
import { readChanges } from '@checkride/store/queries/read-changes.query';
import { readAssignments } from '@checkride/store/queries/read-assignments.query';
import { readCohorts } from '@checkride/store/queries/read-cohorts.query';
import { readContrasts } from '@checkride/store/queries/read-contrasts.query';
import { readCorrections } from '@checkride/store/queries/read-corrections.query';
import { readDriftHours, readDriftWindows } from '@checkride/store/queries/read-drift.query';
import { readFleet } from '@checkride/store/queries/read-fleet.query';
import { readKpis } from '@checkride/store/queries/read-kpis.query';
import { readLate } from '@checkride/store/queries/read-late.query';
import { readServing } from '@checkride/store/queries/read-serving.query';
import { readTouched } from '@checkride/store/queries/read-touched.query';
import { correctServingWindows, fillServingWindows } from '@checkride/store/queries/serving-windows.query';
import type { CorrectionStore } from '../steps/correct-panes.js';
import type { CountingPlan } from '../steps/counting-plan.js';
import { UNIT_HORIZON_MS } from '../steps/due-items.js';
import type { KpiRange, PaneStore, RangeOf } from '../steps/pane-store.js';
import type { RouteRoleRow } from '../steps/route-roles.js';

const SECOND_MS = 1_000;
const HOUR_S = 3_600;
const DAY_S = 86_400;

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

function kpiParams(ranges: readonly KpiRange[]): PaneParams & KpiParams {
  const params = paneParams(ranges);
  const longest = Math.max(...ranges.map(({ horizon }) => horizon));
  return {
    ...params,
    kpis: ranges.map(({ kpi }) => kpi),
    outcomes_until: params.until + Math.ceil(longest / SECOND_MS) + HOUR_S,
  };
}

/** The pane tables over ClickHouse: each call is one statement for all ranges, and none for no ranges. */
export function createPaneStore(clickhouse: ClickHouse): PaneStore & CorrectionStore {
  const filling =
    <R extends RangeOf, P extends PaneParams>(paramsOf: (ranges: readonly R[]) => P) =>
    (statement: Statement<P>) =>
    async (ranges: readonly R[]): Promise<void> => {
      if (ranges.length > 0) await clickhouse.command(statement, paramsOf(ranges));
    };
  const reading =
    <R extends RangeOf, P extends PaneParams>(paramsOf: (ranges: readonly R[]) => P) =>
    <T>(query: Query<P, T>) =>
    async (ranges: readonly R[]): Promise<T[]> =>
      ranges.length === 0 ? [] : clickhouse.query(query, paramsOf(ranges));
  const fill = filling(paneParams);
  const fillKpi = filling(kpiParams);
  const read = reading(paneParams);
  const insert = (table: string, rows: readonly object[]): Promise<void> =>
    clickhouse.insertBytes({
      into: { table },
      format: 'JSONEachRow',
      bytes: Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')),
    });

  const seenFrom = (params: PaneParams, epochMs: number): number =>
    Math.max(0, params.from - Math.ceil(epochMs / SECOND_MS));

  return {
    fillServing: fill(fillServingWindows),
    fillFeatureWindows: fill(fillFeatureWindows),
    fillFeatureHours: fill(fillFeatureHours),
    fillLabels: fill(fillLabelHours),
    fillKpis: fillKpi(fillKpiHours),
    fillServingContrasts: fill(fillServingContrasts),
    fillLateContrasts: fill(fillLateContrasts),
    fillLabelContrasts: fill(fillLabelContrasts),
    fillProxyContrasts: fill(fillProxyContrasts),
    fillKpiContrasts: fillKpi(fillKpiContrasts),
    async fillFirstExposures(ranges, epochMs) {
      if (ranges.length === 0) return;
      const params = paneParams(ranges);
      await clickhouse.command(fillFirstExposures, { ...params, seen_from: seenFrom(params, epochMs) });
    },
    async readAssignments(ranges, epochMs) {
      if (ranges.length === 0) return [];
      const params = paneParams(ranges);
      return clickhouse.query(readAssignments, { ...params, seen_from: seenFrom(params, epochMs) });
    },
    fillUnitContrasts: filling((ranges: readonly RangeOf[]) => {
      const params = paneParams(ranges);
      return { ...params, seen_until: params.until + UNIT_HORIZON_MS / SECOND_MS };
    })(fillUnitContrasts),
    fillUnitLabelContrasts: fill(fillUnitLabelContrasts),
    fillUnitProxyContrasts: fill(fillUnitProxyContrasts),
    fillUnitKpiContrasts: fillKpi(fillUnitKpiContrasts),
    fillLostContrasts: filling((ranges: readonly RangeOf[]) => {
      const params = paneParams(ranges);
      const seenUntil = params.until + UNIT_HORIZON_MS / SECOND_MS;
      return { ...params, seen_from: Math.max(0, params.from - DAY_S), seen_until: seenUntil };
    })(fillLostContrasts),
    readServing: read(readServing),
    readLate: read(readLate),
    readCohorts: read(readCohorts),
    readContrasts: read(readContrasts),
    readDriftHours: read(readDriftHours),
    readDriftWindows: read(readDriftWindows),
    readChanges: read(readChanges),
    readCorrections: read(readCorrections),
    readKpis: reading((ranges: readonly KpiRange[]) => ({
      ...paneParams(ranges),
      kpis: ranges.map(({ kpi }) => kpi),
    }))(readKpis),
    readFleet: (models, windows, base, lateness) =>
      clickhouse.query(readFleet, {
        models,
        from: windows[0] / SECOND_MS,
        until: windows[1] / SECOND_MS,
        base,
        lateness,
      }),
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
