import type { ModelContract } from '@checkride/domain/contract/contract';
import type { FleetRow } from '@checkride/store/queries/read-fleet.query';
import type { Window } from '@checkride/domain/window';
import type { Closing } from './close-windows.js';
import { gridId } from './counting-plan.js';
import { dealRows } from './deal-rows.js';
import { dueIn, driftRanges } from './due-items.js';
import type { DueItems } from './due-items.js';
import type { WindowEvidence } from './evidence.js';
import { fleetBlock } from './fleet-block.js';
import type { KpiRange, PaneStore, RangeOf } from './pane-store.js';
import { revisionsOf } from './serving-cells.js';
import { needsFeatureWindows } from './slow-features.js';

const DAY_MS = 86_400_000;

/** Windows to count, with what the control topics say of their model. */
export interface CountOrder extends Closing {
  /** First window of the model. */
  readonly first: number;
  /** Route revisions that compare roles, and what they assign at random. */
  readonly contrasted: ReadonlyMap<number, 'unit' | 'request'>;
  /** Contracts of other models on the same prediction topic. */
  readonly companions: readonly ModelContract[];
}

interface Counted {
  readonly order: CountOrder;
  readonly due: DueItems;
}
type Named = readonly { readonly model: string; readonly revisions: Readonly<Record<string, number>> }[];

const range = ({ order }: Counted, of: Window): RangeOf => ({
  model: order.model,
  grid: gridId(order.record),
  range: of,
});

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
    ) =>
      counted.flatMap((one): RangeOf[] => {
        const window = of(one);
        return window && wanted(one.order) ? [range(one, window)] : [];
      });
    const kpiRanges = (wanted: (order: CountOrder) => boolean = () => true): KpiRange[] =>
      counted
        .filter(({ order }) => wanted(order))
        .flatMap((one) =>
          one.due.kpis.map(({ kpi, horizon, hours }) => ({ ...range(one, hours), kpi, horizon })),
        );
    const closing = ranges(({ order }) => order.windows);
    const cohortRanges = ranges(({ due }) => due.cohorts);
    const driftDue = (wanted: (order: CountOrder) => boolean): RangeOf[] =>
      counted
        .filter(({ order }) => wanted(order))
        .flatMap((one) => {
          const { contract } = one.order.record;
          return one.due.drift ? driftRanges(contract, one.due.drift).map((of) => range(one, of)) : [];
        });
    const fine = ({ record }: CountOrder): boolean => needsFeatureWindows(record.contract);

    await Promise.all([
      store.fillServing(closing),
      store.fillFeatureWindows(ranges(({ order }) => order.windows, fine)),
      store.fillFeatureHours(ranges(({ due }) => due.features)),
      store.fillLabels(cohortRanges),
      store.fillKpis(kpiRanges()),
    ]);
    const [serving, late, cohorts, driftHours, driftWindows, kpis, changes, corrections, fleets] =
      await Promise.all([
        store.readServing(closing),
        store.readLate(ranges(({ due }) => due.lateness)),
        store.readCohorts(cohortRanges),
        store.readDriftHours(driftDue((order) => !fine(order))),
        store.readDriftWindows(driftDue(fine)),
        store.readKpis(kpiRanges()),
        store.readChanges(
          ranges(
            ({ order }) => order.windows,
            ({ record }) => record.contract.source.changes !== undefined,
          ),
        ),
        store.readCorrections(ranges(({ due }) => due.corrections)),
        Promise.all(orders.map((order) => fleetRows(store, order))),
      ]);

    const naming = (rows: Named, by: 'unit' | 'request') => (order: CountOrder) =>
      rows.some(
        (row) =>
          row.model === order.model &&
          revisionsOf(row.revisions).some((revision) => order.contrasted.get(revision) === by),
      );
    const assigns = (by: 'unit' | 'request') => (order: CountOrder) =>
      [...order.contrasted.values()].includes(by);
    const tardy = late.map(({ model, revision }) => ({ model, revisions: { [revision]: 1 } }));
    await store.fillFirstExposures(
      ranges(({ order }) => order.windows, naming(serving, 'unit')),
      longestEpoch(orders),
    );
    await Promise.all([
      store.fillServingContrasts(ranges(({ order }) => order.windows, naming(serving, 'request'))),
      store.fillLabelContrasts(ranges(({ due }) => due.cohorts, naming(cohorts, 'request'))),
      store.fillProxyContrasts(ranges(({ due }) => due.proxies, assigns('request'))),
      store.fillLateContrasts(ranges(({ due }) => due.lateness, naming(tardy, 'request'))),
      store.fillKpiContrasts(kpiRanges(assigns('request'))),
      store.fillUnitContrasts(ranges(({ due }) => due.exposures, assigns('unit'))),
      store.fillUnitLabelContrasts(ranges(({ due }) => due.cohorts, naming(cohorts, 'unit'))),
      store.fillLostContrasts(
        ranges(
          ({ due }) => due.lost,
          ({ contrasted }) => contrasted.size > 0,
        ),
      ),
      store.fillUnitProxyContrasts(ranges(({ due }) => due.proxies, assigns('unit'))),
      store.fillUnitKpiContrasts(kpiRanges(assigns('unit'))),
    ]);
    const contrasts = await store.readContrasts(
      ranges(
        ({ order }) => order.windows,
        ({ contrasted }) => contrasted.size > 0,
      ),
    );
    const assignments = await store.readAssignments(
      ranges(({ order }) => order.windows, naming(serving, 'unit')),
      DAY_MS,
    );
    const drift = [...driftHours, ...driftWindows];
    const rows = { serving, late, cohorts, drift, kpis, changes, corrections, contrasts, assignments };
    return new Map(
      orders.map((order, i) => [order.model, withFleet(order, dealRows(order, rows), fleets[i] ?? [])]),
    );
  };
}

function longestEpoch(orders: readonly CountOrder[]): number {
  const horizons = orders.flatMap(({ record: { contract } }) => [
    contract.labels?.mature_after_ms ?? 0,
    ...contract.kpis.map(({ horizon_ms }) => horizon_ms),
  ]);
  return Math.max(DAY_MS, ...horizons);
}

async function fleetRows(store: PaneStore, { companions, windows, record }: CountOrder): Promise<FleetRow[]> {
  const { base_ms: base, lateness_ms: lateness } = record.contract.windows;
  const models = companions.map(({ model }) => model);
  return models.length === 0 ? [] : store.readFleet(models, windows, base, lateness);
}

const withFleet = (
  { companions }: CountOrder,
  evidence: readonly Omit<WindowEvidence, 'fleet'>[],
  rows: readonly FleetRow[],
): WindowEvidence[] =>
  evidence.map((one) => ({
    ...one,
    fleet: fleetBlock(
      companions,
      rows.filter(({ window }) => window === one.window[0]),
    ),
  }));
