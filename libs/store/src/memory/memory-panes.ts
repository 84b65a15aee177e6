import type { AssignmentRow } from '../queries/read-assignments.query.js';
import type { FleetRow } from '../queries/read-fleet.query.js';
import type { KpiRow } from '../queries/read-kpis.query.js';
import { assignmentRows } from './assignments.js';
import { correctionRows } from './correction-rows.js';
import { kpiContrasts, kpiPanes, unitKpiContrasts } from './kpi-panes.js';
import { labelContrasts, labelPanes, unitLabelContrasts } from './label-panes.js';
import { LOST_AFTER_MS, lostContrasts } from './lost-contrasts.js';
import {
  fleetRow,
  ModelPanes,
  planOf,
  putKpis,
  putLabels,
  starts,
  type KpiRange,
  type RangeOf,
} from './model-panes.js';
import type { ModelTables, RouteRole } from './model-tables.js';
import { dueIn, HOUR_MS, readyPlan, type PanePlan, type ReadyPlan, type SlotGrid } from './plan.js';
import { lateContrasts, servingContrasts } from './request-contrasts.js';
import { lateRows, servingPanes } from './serving-panes.js';
import { unitContrasts } from './unit-contrasts.js';

const UNIT_HORIZON_MS = 600_000;

/**
 * The pane tables in memory: what the statements over ClickHouse count, counted from rows that are handed in. For
 * simulations; its panes live as long as it does.
 */
export function createMemoryPanes() {
  const models = new Map<string, ModelPanes>();
  const of = (model: string): ModelPanes => {
    let panes = models.get(model);
    if (!panes) models.set(model, (panes = new ModelPanes()));
    return panes;
  };
  type Work<R extends RangeOf> = (panes: ModelPanes, ready: ReadyPlan, range: R) => void;
  const filling =
    <R extends RangeOf = RangeOf>(work: Work<R>) =>
    async (ranges: readonly R[]): Promise<void> => {
      for (const range of ranges) work(of(range.model), planOf(of(range.model), range), range);
    };
  const reading =
    <T, R extends RangeOf = RangeOf>(work: (panes: ModelPanes, ready: ReadyPlan, range: R) => readonly T[]) =>
    async (ranges: readonly R[]): Promise<T[]> =>
      ranges.flatMap((range) => work(of(range.model), planOf(of(range.model), range), range));

  return {
    /** Raw rows of a model, to be added to. */
    tables: (model: string): ModelTables => of(model).tables,
    fillServing: filling((panes, ready, { range }) => {
      for (const window of starts(range, ready.plan.base_ms))
        panes.serving.set(window, servingPanes(panes.tables, ready, window));
    }),
    fillFeatureWindows: filling(({ featureWindows, tables }, ready, { range: [from, until] }) =>
      featureWindows.fill(tables, ready, { from, until, length: ready.plan.base_ms, regions: false }),
    ),
    fillFeatureHours: filling(({ features, tables }, ready, { range: [from, until] }) => {
      const length = Math.max(HOUR_MS, ready.plan.base_ms);
      features.fill(tables, ready, { from, until, length, regions: true });
    }),
    fillLabels: filling(({ labels, tables }, ready, { range: [from, until] }) => {
      for (const hour of starts([from, until], HOUR_MS)) labels.set(hour, []);
      for (const row of labelPanes(tables, ready, from, until))
        labels.set(row.hour, [...(labels.get(row.hour) ?? []), row]);
    }),
    fillKpis: filling<KpiRange>(({ kpis, tables }, ready, { kpi, horizon, range: [from, until] }) => {
      for (const hour of starts([from, until], HOUR_MS)) kpis.set(`${kpi}\0${hour}`, []);
      for (const row of kpiPanes(tables, ready, { kpi, horizon, from, until })) {
        const key = `${kpi}\0${row.hour}`;
        kpis.set(key, [...(kpis.get(key) ?? []), row]);
      }
    }),
    fillServingContrasts: filling((panes, ready, { range }) => {
      for (const window of starts(range, ready.plan.base_ms))
        panes.contrasts.put(window, 'serving', window, servingContrasts(panes.tables, ready, window));
    }),
    fillLateContrasts: filling((panes, ready, { range }) => {
      const { base_ms } = ready.plan;
      for (const window of starts(range, base_ms)) {
        const tally = lateContrasts(panes.tables, ready, window);
        panes.contrasts.put(dueIn(ready.plan, window + base_ms), 'late', window, tally);
      }
    }),
    fillLabelContrasts: filling(({ tables, contrasts }, ready, { range: [from, until] }) =>
      putLabels(contrasts, ready, 'labels', labelContrasts(tables, ready, [from, until], 'truth')),
    ),
    fillProxyContrasts: filling(({ tables, contrasts }, ready, { range: [from, until] }) =>
      putLabels(contrasts, ready, 'proxies', labelContrasts(tables, ready, [from, until], 'proxy')),
    ),
    fillKpiContrasts: filling<KpiRange>(
      ({ tables, contrasts }, ready, { kpi, horizon, range: [from, until] }) =>
        putKpis(
          contrasts,
          ready,
          `kpi.${kpi}`,
          horizon,
          kpiContrasts(tables, ready, { kpi, horizon, from, until }),
        ),
    ),
    fillFirstExposures: (ranges: readonly RangeOf[], _epochMs: number) =>
      filling(({ exposures, tables }, ready, { range: [from, until] }) =>
        exposures.fill(tables, ready, from, until),
      )(ranges),
    fillUnitContrasts: filling(({ tables, exposures, contrasts }, ready, { range }) => {
      const { base_ms } = ready.plan;
      for (const window of starts(range, base_ms)) {
        const tally = unitContrasts(tables, exposures, ready, window);
        contrasts.put(dueIn(ready.plan, window + base_ms + UNIT_HORIZON_MS), 'units', window, tally);
      }
    }),
    fillUnitLabelContrasts: filling(({ tables, exposures, contrasts }, ready, { range }) =>
      putLabels(
        contrasts,
        ready,
        'unit-labels',
        unitLabelContrasts(tables, exposures, ready, range, 'truth'),
      ),
    ),
    fillUnitProxyContrasts: filling(({ tables, exposures, contrasts }, ready, { range }) =>
      putLabels(
        contrasts,
        ready,
        'unit-proxies',
        unitLabelContrasts(tables, exposures, ready, range, 'proxy'),
      ),
    ),
    fillUnitKpiContrasts: filling<KpiRange>(
      ({ tables, exposures, contrasts }, ready, { kpi, horizon, range: [from, until] }) => {
        const tallies = unitKpiContrasts(tables, exposures, ready, { kpi, horizon, from, until });
        putKpis(contrasts, ready, `unit-kpi.${kpi}`, horizon, tallies);
      },
    ),
    fillLostContrasts: filling(({ tables, contrasts }, ready, { range }) => {
      const { base_ms } = ready.plan;
      for (const window of starts(range, base_ms)) {
        const final = dueIn(ready.plan, window + base_ms + LOST_AFTER_MS);
        contrasts.put(final, 'lost', window, lostContrasts(tables, ready, window));
      }
    }),
    readServing: reading(({ serving }, { plan }, { range }) =>
      starts(range, plan.base_ms).flatMap((window) => serving.get(window) ?? []),
    ),
    readLate: reading(({ tables }, ready, { range }) =>
      starts(range, ready.plan.base_ms).flatMap((window) => lateRows(tables, ready, window)),
    ),
    readCohorts: reading(({ labels }, _ready, { range }) =>
      starts(range, HOUR_MS).flatMap((hour) => labels.get(hour) ?? []),
    ),
    readContrasts: reading(({ contrasts }, { plan }, { range }) =>
      starts(range, plan.base_ms).flatMap((window) => contrasts.read(plan.model, window)),
    ),
    readAssignments: (ranges: readonly RangeOf[], _epochMs: number) =>
      reading<AssignmentRow>(({ tables, exposures }, ready, { range }) =>
        starts(range, ready.plan.base_ms).flatMap((window) =>
          assignmentRows(tables, exposures, ready, window),
        ),
      )(ranges),
    readDriftHours: reading(({ features }, ready, { range: [from, until] }) =>
      features.read(ready, from, until),
    ),
    readDriftWindows: reading(({ featureWindows }, ready, { range: [from, until] }) =>
      featureWindows.read(ready, from, until),
    ),
    readKpis: reading<KpiRow, KpiRange>(({ kpis }, _ready, { kpi, range }) =>
      starts(range, HOUR_MS).flatMap((hour) => kpis.get(`${kpi}\0${hour}`) ?? []),
    ),
    readChanges: reading(({ tables }, { plan }, { range: [from, until] }) =>
      tables.announced.changesIn(plan.model, from, until, plan.base_ms, plan.lateness_ms),
    ),
    readCorrections: reading(({ tables }, ready, { range: [from, until] }) =>
      correctionRows(tables, ready, from, until),
    ),
    async readFleet(
      wanted: readonly string[],
      [from, until]: readonly [number, number],
      base: number,
      lateness: number,
    ): Promise<FleetRow[]> {
      return wanted.flatMap((model) =>
        starts([from, until], base).flatMap((window) => fleetRow(of(model), model, window, base, lateness)),
      );
    },
    async savePlan({ plan, grids }: { readonly plan: unknown; readonly grids: unknown }): Promise<void> {
      const ready = readyPlan(plan as PanePlan, grids as readonly SlotGrid[]);
      of(ready.plan.model).tables.plans.set(ready.plan.grid, ready);
    },
    async saveRoles(rows: readonly (RouteRole & { readonly model: string })[]): Promise<void> {
      for (const row of rows) of(row.model).tables.addRole(row);
    },
    async firstWindow(model: string, from: number, until: number): Promise<number | undefined> {
      const held = [...of(model).tables.windows].filter(
        ([window, { onTime }]) => window >= from && window < until && onTime.size > 0,
      );
      return held.length === 0 ? undefined : Math.min(...held.map(([window]) => window));
    },
  };
}
