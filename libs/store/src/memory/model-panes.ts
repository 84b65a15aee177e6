import type { CohortRow } from '../queries/read-cohorts.query.js';
import type { FleetRow } from '../queries/read-fleet.query.js';
import type { KpiRow } from '../queries/read-kpis.query.js';
import type { ServingRow } from '../queries/read-serving.query.js';
import { ContrastCounts, type ContrastTally } from './contrast-counts.js';
import { FeaturePanes } from './feature-panes.js';
import { FirstExposures } from './first-exposures.js';
import { ModelTables } from './model-tables.js';
import { cohortEnd, dueIn, HOUR_MS, type ReadyPlan } from './plan.js';

/** A range of starts (ms) of one model, counted by one plan. */
export interface RangeOf {
  readonly model: string;
  readonly grid: string;
  readonly range: readonly [from: number, until: number];
}
/** Hours of one KPI; `horizon` in ms. */
export interface KpiRange extends RangeOf {
  readonly kpi: string;
  readonly horizon: number;
}

/** Raw rows and panes of one model. */
export class ModelPanes {
  readonly tables = new ModelTables();
  readonly serving = new Map<number, readonly ServingRow[]>();
  readonly features = new FeaturePanes();
  readonly featureWindows = new FeaturePanes();
  readonly labels = new Map<number, readonly CohortRow[]>();
  readonly kpis = new Map<string, readonly KpiRow[]>();
  readonly exposures = new FirstExposures();
  readonly contrasts = new ContrastCounts();
}

/** The plan a range is counted by; throws RangeError when it was not saved. */
export function planOf({ tables }: ModelPanes, { model, grid }: RangeOf): ReadyPlan {
  const ready = tables.plans.get(grid);
  if (!ready) throw new RangeError(`${model}: counting plan ${grid} was not saved`);
  return ready;
}

/** Starts of the stretches of `length` ms in a range. */
export const starts = ([from, until]: readonly [number, number], length: number): number[] =>
  Array.from({ length: Math.max(0, Math.ceil((until - from) / length)) }, (_, i) => from + i * length);

/** Puts outcomes by hour of the answer into the windows in whose reports their cohorts are due. */
export function putLabels(
  contrasts: ContrastCounts,
  { plan }: ReadyPlan,
  kind: 'labels' | 'proxies' | 'unit-labels' | 'unit-proxies',
  tallies: ReadonlyMap<number, ContrastTally>,
): void {
  const age = kind.endsWith('labels') ? plan.mature_ms : plan.proxy_ms;
  for (const [hour, tally] of tallies)
    contrasts.put(dueIn(plan, cohortEnd(plan, hour) + age), kind, hour, tally);
}

/** Puts outcomes by hour of the answer into the windows in whose reports their horizon has passed. */
export function putKpis(
  contrasts: ContrastCounts,
  { plan }: ReadyPlan,
  kind: string,
  horizon: number,
  tallies: ReadonlyMap<number, ContrastTally>,
): void {
  for (const [hour, tally] of tallies)
    contrasts.put(dueIn(plan, hour + HOUR_MS + horizon), kind, hour, tally);
}

/** On-time live answers of a model in one window and how many failed; none for none. */
export function fleetRow(
  { tables }: ModelPanes,
  model: string,
  window: number,
  base: number,
  lateness: number,
): FleetRow[] {
  let [n, failed] = [0, 0];
  for (const { onTime } of tables.windows.values())
    for (const row of onTime.values())
      if (
        row.arm === 'live' &&
        row.eventTime >= window &&
        row.eventTime < window + base &&
        row.appendedAt < window + base + lateness
      ) {
        n += 1;
        if (row.status !== 'ok') failed += 1;
      }
  return n === 0 ? [] : [{ model, window, n, failed }];
}
