import type { DriftRow } from '../queries/read-drift.query.js';
import type { ModelTables } from './model-tables.js';
import { HOUR_MS, regionOf, type ReadyPlan, type SlotGrid } from './plan.js';
import { addTo } from './row-tally.js';
import type { StoredPrediction } from './stored-rows.js';

/** Where the value of a slot is counted: `bin` gives its place, or −1 when it is missing. */
interface Counter {
  readonly grid: SlotGrid;
  readonly size: number;
  readonly bin: (row: StoredPrediction) => number;
}

/** Values of one slot in one bucket and region; of the score by version. */
interface Bucket {
  readonly start: number;
  readonly region: string;
  readonly version: string;
  readonly counter: Counter;
  nulls: number;
  readonly bins: number[];
}

/** Number of edges at or below a value: the bin that holds it. */
function binBelow(edges: readonly number[], value: number): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (edges[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function counterOf(grid: SlotGrid): Counter {
  const index = grid.slot - 1;
  const provisional = grid.reference.length === 0;
  if (grid.slots === 'cat') {
    const places = new Map(grid.categories.map((value, i) => [value, i]));
    const others = grid.categories.length;
    const bin = ({ cat }: StoredPrediction): number => {
      const value = cat[index] ?? null;
      return value === null ? -1 : (places.get(value) ?? others);
    };
    return { grid, size: provisional ? 0 : others + 1, bin };
  }
  const read = (row: StoredPrediction): number =>
    grid.slots === 'score' ? row.score : ((grid.slots === 'num' ? row.num : row.num64)[index] ?? NaN);
  const bin = (row: StoredPrediction): number => {
    const value = read(row);
    return value === value ? binBelow(grid.edges, value) : -1;
  };
  return { grid, size: provisional ? 0 : grid.edges.length + 1, bin };
}

/** Values of every feature of live answers by bucket, over all and by region, for the windows in [from, until). */
export class FeaturePanes {
  private readonly buckets = new Map<number, readonly Bucket[]>();
  /** Drift windows read before: each is asked for as many times as later ones are held against it. */
  private readonly windows = new Map<number, { readonly grid: string; readonly rows: readonly DriftRow[] }>();

  /** Counts the buckets of `length` ms that start in the range; `regions` false keeps all regions together only. */
  fill(
    tables: ModelTables,
    ready: ReadyPlan,
    of: { readonly from: number; readonly until: number; readonly length: number; readonly regions: boolean },
  ): void {
    const counters = ready.grids.map(counterOf).filter(({ size }) => size > 0);
    for (let start = of.from; start < of.until; start += of.length) {
      const groups = new Map<string, Bucket[]>();
      const until = start + of.length;
      tables.eachOnTime(start, until, ready.plan.base_ms, (row) => {
        if (row.arm !== 'live') return;
        const region = of.regions && ready.plan.region > 0 ? regionOf(ready, row.segments) : 'all';
        const key = `${region}\0${row.version}`;
        let group = groups.get(key);
        if (!group) {
          const { version } = row;
          group = counters.map((counter) => {
            const bins = new Array<number>(counter.size).fill(0);
            return { start, region, version, counter, nulls: 0, bins };
          });
          groups.set(key, group);
        }
        for (const bucket of group) {
          const bin = bucket.counter.bin(row);
          if (bin < 0) bucket.nulls += 1;
          else bucket.bins[bin]! += 1;
        }
      });
      this.buckets.set(start, [...groups.values()].flat());
      this.windows.delete(driftStart(ready, start));
    }
  }

  /** Drift windows of the range, over all and by region; inputs of all versions together, the score by version. */
  read(ready: ReadyPlan, from: number, until: number): DriftRow[] {
    const { drift_ms, grid } = ready.plan;
    const found: DriftRow[] = [];
    for (let start = driftStart(ready, from); start < until; start += drift_ms) {
      const whole = start >= from && start + drift_ms <= until;
      const known = this.windows.get(start);
      const held = known?.grid === grid ? known.rows : null;
      const rows =
        (whole && held) || this.sum(ready, Math.max(from, start), Math.min(until, start + drift_ms));
      if (whole && !held) this.windows.set(start, { grid, rows });
      for (const row of rows) found.push(row);
    }
    return found;
  }

  private sum(ready: ReadyPlan, from: number, until: number): readonly DriftRow[] {
    const { plan } = ready;
    const rows = new Map<string, Mutable<DriftRow> & { bins: number[] }>();
    for (let start = from; start < until; start += Math.min(plan.base_ms, HOUR_MS))
      for (const bucket of this.buckets.get(start) ?? [])
        for (const region of bucket.region === 'all' ? ['all'] : ['all', bucket.region]) {
          const { slots, slot } = bucket.counter.grid;
          const version = slots === 'score' ? bucket.version : '';
          const drift = driftStart(ready, start);
          const key = `${region === 'all' ? '' : `=${region}`}\0${slots}\0${slot}\0${version}`;
          let row = rows.get(key);
          if (!row) {
            const head = { model: plan.model, from: drift, region, slots, slot, version };
            rows.set(key, (row = { ...head, nulls: 0, bins: [] }));
          }
          row.nulls += bucket.nulls;
          addTo(row.bins, bucket.bins);
        }
    return [...rows.values()];
  }
}

const driftStart = ({ plan }: ReadyPlan, at: number): number =>
  Math.floor(at / plan.drift_ms) * plan.drift_ms;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
