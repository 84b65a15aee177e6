import type { ContrastRow } from '@checkride/store/queries/read-contrasts.query';
import type { CohortRow } from '@checkride/store/queries/read-cohorts.query';
import type { DriftRow } from '@checkride/store/queries/read-drift.query';
import type { LateRow } from '@checkride/store/queries/read-late.query';
import type { ServingRow } from '@checkride/store/queries/read-serving.query';
import { dueWindow } from '@checkride/domain/window';
import type { Window } from '@checkride/domain/window';
import type { Closing } from './close-windows.js';
import type { CountingPlan } from './counting-plan.js';
import { gridId } from './counting-plan.js';
import { cohortLength, driftLength, dueIn, HOUR_MS, slowLag } from './due-items.js';
import type { DueItems } from './due-items.js';
import type { WindowEvidence } from './evidence.js';
import type { RouteRoleRow } from './route-roles.js';
import { revisionsOf } from './serving-cells.js';

/** A range of starts (ms) of one model, counted by one plan. */
export interface RangeOf {
  readonly model: string;
  readonly grid: string;
  readonly range: Window;
}

type Fill = (ranges: readonly RangeOf[]) => Promise<void>;
type Read<T> = (ranges: readonly RangeOf[]) => Promise<T[]>;

/** The pane tables as the monitor uses them: one statement a call, for all models together. */
export interface PaneStore {
  readonly fillServing: Fill;
  readonly fillFeatureWindows: Fill;
  readonly fillFeatureHours: Fill;
  readonly fillLabels: Fill;
  readonly fillServingContrasts: Fill;
  readonly fillLateContrasts: Fill;
  readonly fillLabelContrasts: Fill;
  readonly readServing: Read<ServingRow>;
  readonly readLate: Read<LateRow>;
  readonly readCohorts: Read<CohortRow>;
  readonly readContrasts: Read<ContrastRow>;
  readonly readDriftHours: Read<DriftRow>;
  readonly readDriftWindows: Read<DriftRow>;
  savePlan(plan: CountingPlan): Promise<void>;
  saveRoles(rows: readonly RouteRoleRow[]): Promise<void>;
  /** Start (ms) of the earliest window in [from, until) that holds an on-time answer. */
  firstWindow(model: string, from: number, until: number): Promise<number | undefined>;
}

/** Windows to count, the first window of their model, and which of its route revisions compare roles. */
export interface CountOrder extends Closing {
  readonly first: number;
  readonly contrasted: ReadonlySet<number>;
}

interface Counted {
  readonly order: CountOrder;
  readonly due: DueItems;
}

/**
 * Fills the panes of closing windows and of what is due with them, then reads them back: one statement a table for all
 * models. The fill may be repeated at any point; its rows are a function of the stored rows.
 */
export function createCountStep(store: PaneStore) {
  return async function countWindows(orders: readonly CountOrder[]): Promise<Map<string, WindowEvidence[]>> {
    const counted = orders.map((order): Counted => ({
      order,
      due: dueIn(order.record.contract, order.windows, order.first),
    }));
    const ranges = (
      of: (one: Counted) => Window | null,
      wanted: (order: CountOrder) => boolean = () => true,
    ): RangeOf[] =>
      counted.flatMap((one) => {
        const range = of(one);
        const { model, record } = one.order;
        return range && wanted(one.order) ? [{ model, grid: gridId(record), range }] : [];
      });
    const closing = ranges(({ order }) => order.windows);
    const short = ({ record }: CountOrder): boolean => record.contract.windows.base_ms < HOUR_MS;
    const fine = ({ record }: CountOrder): boolean => driftLength(record.contract) < HOUR_MS;
    const lateness = ranges(({ due }) => due.lateness);
    const cohortRanges = ranges(({ due }) => due.cohorts);

    await Promise.all([
      store.fillServing(closing),
      store.fillFeatureWindows(ranges(({ order }) => order.windows, short)),
      store.fillFeatureHours(ranges(({ due }) => due.features)),
      store.fillLabels(cohortRanges),
    ]);
    const [serving, late, cohorts, driftHours, driftWindows] = await Promise.all([
      store.readServing(closing),
      store.readLate(lateness),
      store.readCohorts(cohortRanges),
      store.readDriftHours(
        ranges(
          ({ due }) => due.drift,
          (order) => !fine(order),
        ),
      ),
      store.readDriftWindows(ranges(({ due }) => due.drift, fine)),
    ]);
    const drift = [...driftHours, ...driftWindows];

    const names = (revisions: readonly number[], { contrasted }: CountOrder): boolean =>
      revisions.some((revision) => contrasted.has(revision));
    const contrasting =
      (rows: readonly { model: string; revisions: Readonly<Record<string, number>> }[]) =>
      (order: CountOrder): boolean =>
        rows.some((row) => row.model === order.model && names(revisionsOf(row.revisions), order));
    const isLate = (order: CountOrder): boolean =>
      late.some((row) => row.model === order.model && names([row.revision], order));
    await Promise.all([
      store.fillServingContrasts(ranges(({ order }) => order.windows, contrasting(serving))),
      store.fillLabelContrasts(ranges(({ due }) => due.cohorts, contrasting(cohorts))),
      store.fillLateContrasts(ranges(({ due }) => due.lateness, isLate)),
    ]);
    const contrasts = await store.readContrasts(
      ranges(
        ({ order }) => order.windows,
        (order) => contrasting(serving)(order) || contrasting(cohorts)(order) || isLate(order),
      ),
    );

    return new Map(
      orders.map((order) => [order.model, windowsOf(order, { serving, late, cohorts, drift, contrasts })]),
    );
  };
}

interface Rows {
  readonly serving: readonly ServingRow[];
  readonly late: readonly LateRow[];
  readonly cohorts: readonly CohortRow[];
  readonly drift: readonly DriftRow[];
  readonly contrasts: readonly ContrastRow[];
}

/** Deals the rows of one model to the windows they are reported in. */
function windowsOf({ model, record, windows }: CountOrder, rows: Rows): WindowEvidence[] {
  const { contract } = record;
  const { base_ms: base, lateness_ms: lateness } = contract.windows;
  const due = (end: number): number => dueWindow(end, lateness, slowLag(contract), base);
  const matured = (hour: number): number =>
    (Math.floor(hour / cohortLength(contract)) + 1) * cohortLength(contract) +
    (contract.labels?.mature_after_ms ?? 0);
  const deal = <T extends { readonly model: string }>(of: readonly T[], windowOf: (row: T) => number) => {
    const dealt = new Map<number, T[]>();
    for (const row of of) {
      if (row.model !== model) continue;
      const window = windowOf(row);
      const there = dealt.get(window);
      if (there) there.push(row);
      else dealt.set(window, [row]);
    }
    return (window: number): readonly T[] => dealt.get(window) ?? [];
  };
  const serving = deal(rows.serving, (row) => row.window);
  const contrasts = deal(rows.contrasts, (row) => row.window);
  const late = deal(rows.late, (row) => due(row.window + base));
  const cohorts = deal(rows.cohorts, (row) => due(matured(row.hour)));
  const drift = deal(rows.drift, (row) => due(row.from + driftLength(contract)));
  return Array.from({ length: (windows[1] - windows[0]) / base }, (_, i) => {
    const start = windows[0] + i * base;
    return {
      window: [start, start + base],
      serving: serving(start),
      contrasts: contrasts(start),
      late: late(start),
      cohorts: cohorts(start),
      drift: drift(start),
      kpis: [],
      fleet: { models: 0, breaking: 0, by_source: {} },
    };
  });
}
