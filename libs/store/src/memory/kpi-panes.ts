import type { KpiRow } from '../queries/read-kpis.query.js';
import { ContrastTally, mixedPlaces, sideOf, type Stratum } from './contrast-counts.js';
import { exposedSegments, type FirstExposures } from './first-exposures.js';
import { playedBy, type ModelTables } from './model-tables.js';
import { dueAt, HOUR_MS, regionOf, segmentsOf, type ReadyPlan } from './plan.js';
import type { StoredOutcome, StoredPrediction, UnitKey } from './stored-rows.js';
import { DAY_MS } from './unit-contrasts.js';

/** Hours of one KPI: starts in [from, until), the horizon in ms. */
export interface KpiHours {
  readonly kpi: string;
  readonly from: number;
  readonly until: number;
  readonly horizon: number;
}

const MOST = 1e6;
const TOTAL_UNIT = 1e3;
const hourOf = (time: number): number => Math.floor(time / HOUR_MS) * HOUR_MS;

/** What a unit brought within the horizon of its first answer, of what was told before the hour was due. */
type Worth = (unit: UnitKey, firstAt: number) => number;

function worthOf(
  tables: ModelTables,
  ready: ReadyPlan,
  rows: readonly StoredPrediction[],
  hours: KpiHours,
): Worth {
  const unitOf = new Map(rows.map(({ id, unit }) => [id, unit]));
  const byUnit = new Map<UnitKey, StoredOutcome[]>();
  for (const outcome of tables.outcomesOf(hours.kpi, hours.from, hours.until + hours.horizon)) {
    const unit = (outcome.prediction === null ? undefined : unitOf.get(outcome.prediction)) ?? outcome.unit;
    if (unit === null) continue;
    const there = byUnit.get(unit);
    if (there) there.push(outcome);
    else byUnit.set(unit, [outcome]);
  }
  return (unit, firstAt) => {
    const due = dueAt(ready.plan, hourOf(firstAt) + HOUR_MS + hours.horizon);
    let sum = 0;
    for (const { eventTime, appendedAt, value } of byUnit.get(unit) ?? [])
      if (eventTime >= firstAt && eventTime < firstAt + hours.horizon && appendedAt < due) sum += value;
    return Math.max(0, Math.min(MOST, sum));
  };
}

function liveRows(tables: ModelTables, { plan }: ReadyPlan, { from, until }: KpiHours): StoredPrediction[] {
  const rows: StoredPrediction[] = [];
  tables.eachOnTime(from, until, plan.base_ms, (row) => void (row.arm === 'live' && rows.push(row)));
  return rows;
}

/** What the units served in each hour brought, by version and segment. */
export function kpiPanes(tables: ModelTables, ready: ReadyPlan, hours: KpiHours): KpiRow[] {
  const rows = liveRows(tables, ready, hours);
  const worth = worthOf(tables, ready, rows, hours);
  const served = new Map<string, { first: StoredPrediction; revision: number }>();
  for (const row of rows) {
    const key = `${hourOf(row.eventTime)}\0${row.version}\0${String(row.unit)}`;
    const before = served.get(key);
    const first = !before || isEarlier(row, before.first) ? row : before.first;
    served.set(key, { first, revision: Math.max(row.revision, before?.revision ?? 0) });
  }
  const panes = new Map<string, { row: Mutable<KpiRow>; revision: number }>();
  for (const { first, revision } of served.values()) {
    const [hour, amount] = [hourOf(first.eventTime), worth(first.unit, first.eventTime)];
    for (const segment of segmentsOf(ready, first.segments)) {
      const key = `${hour}\0${first.version}\0${segment}`;
      let pane = panes.get(key);
      if (!pane) {
        const { version } = first;
        const head = { model: ready.plan.model, kpi: hours.kpi, hour, version, role: 'sole', segment };
        panes.set(key, (pane = { row: { ...head, units: 0, reached: 0, total: 0 }, revision: 0 }));
      }
      pane.revision = Math.max(pane.revision, revision);
      pane.row.units += 1;
      if (amount > 0) pane.row.reached += 1;
      pane.row.total += Math.round(amount * TOTAL_UNIT);
    }
  }
  return [...panes.values()].map(({ row, revision }) => ({
    ...row,
    role: playedBy(tables, 'live', revision, row.version),
  }));
}

const isEarlier = (a: StoredPrediction, b: StoredPrediction): boolean =>
  a.eventTime < b.eventTime || (a.eventTime === b.eventTime && a.id < b.id);

/** Units served by requests assigned at random that missed a KPI within its horizon, by role and hour of the answer. */
export function kpiContrasts(
  tables: ModelTables,
  ready: ReadyPlan,
  hours: KpiHours,
): Map<number, ContrastTally> {
  const rows = liveRows(tables, ready, hours);
  const worth = worthOf(tables, ready, rows, hours);
  const mixed = mixedPlaces(rows, ready);
  const served = new Map<
    string,
    { stratum: Stratum; firstAt: number; amount: number; segments: readonly string[] }
  >();
  for (const row of rows) {
    const sided = sideOf(tables, row, 'request');
    if (!sided || mixed(row)) continue;
    const { revision, eventTime: firstAt, unit } = row;
    const segments = segmentsOf(ready, row.segments);
    const amount = worth(unit, firstAt);
    const key = [hourOf(firstAt), sided.route.release, sided.side, revision, String(unit), ...segments].join(
      '\0',
    );
    const before = served.get(key);
    if (before) before.amount += amount;
    else {
      const region = regionOf(ready, row.segments);
      const stratum = { release: sided.route.release, epoch: 1, region, revision, side: sided.side };
      served.set(key, { stratum, firstAt, amount, segments });
    }
  }
  const tallies = new Map<number, ContrastTally>();
  for (const one of served.values()) missed(tallies, ready, hours, one);
  return tallies;
}

/** Units that missed a KPI within its horizon of their first answer in the epoch, by role and hour of that answer. */
export function unitKpiContrasts(
  tables: ModelTables,
  exposures: FirstExposures,
  ready: ReadyPlan,
  hours: KpiHours,
): Map<number, ContrastTally> {
  const worth = worthOf(tables, ready, liveRows(tables, ready, hours), hours);
  const tallies = new Map<number, ContrastTally>();
  const epochMs = Math.max(DAY_MS, hours.horizon);
  for (const exposure of exposures.of(hours.from, hours.until, ready.plan.base_ms, epochMs)) {
    const { stratum, firstAt, unit } = exposure;
    const amount = worth(unit, firstAt);
    missed(tallies, ready, hours, { stratum, firstAt, amount, segments: exposedSegments(ready, exposure) });
  }
  return tallies;
}

function missed(
  tallies: Map<number, ContrastTally>,
  { plan }: ReadyPlan,
  { kpi }: KpiHours,
  of: { stratum: Stratum; firstAt: number; amount: number; segments: readonly string[] },
): void {
  const lower = plan.kpi_lower[plan.kpis.indexOf(kpi)] ?? false;
  const hour = hourOf(of.firstAt);
  let tally = tallies.get(hour);
  if (!tally) tallies.set(hour, (tally = new ContrastTally()));
  const counts = tally.of(of.stratum);
  for (const segment of of.segments) counts.add(segment, `kpi.${kpi}`, 1, of.amount > 0 === lower ? 1 : 0);
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
