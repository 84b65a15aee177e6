import type { ServingCell } from '../../report/cells.js';
import { REGION_ROWS, regional } from './regions.js';

/** A region whose answers of a version mostly come from another runtime than elsewhere, since when (start of window, ms). */
export interface DifferentRuntime {
  readonly runtime: string;
  readonly elsewhere: string;
  readonly from: number;
  /** Most answers of all regions together come from the runtime elsewhere. */
  readonly minority: boolean;
}

/** Regions that differ, by `version|region`. */
export type Runtimes = Readonly<Record<string, DifferentRuntime>>;

type Counts = ReadonlyMap<string, number>;

/** Folds a window's traffic: a difference ends when a window with enough answers shows none. */
export function observeRuntimes(before: Runtimes, serving: readonly ServingCell[], from: number): Runtimes {
  const live = regional(serving).filter(({ role }) => role !== 'shadow');
  const runtimes: Record<string, DifferentRuntime> = {};
  for (const version of [...new Set(live.map((cell) => cell.version))].sort()) {
    const cells = live.filter((cell) => cell.version === version);
    const heard = regionsWithRows(cells);
    for (const region of heard) {
      const runtime = modal(counts(cells, (cell) => cell.region === region));
      const elsewhere = modal(counts(cells, (cell) => cell.region !== region && heard.includes(cell.region)));
      if (runtime === undefined || elsewhere === undefined || runtime === elsewhere) continue;
      const key = `${version}|${region}`;
      const known = before[key];
      runtimes[key] = {
        runtime,
        elsewhere,
        from: known?.runtime === runtime ? known.from : from,
        minority: modal(counts(cells, () => true)) === elsewhere,
      };
    }
    for (const [key, known] of Object.entries(before)) {
      const [of, region = ''] = key.split('|');
      if (of === version && !heard.includes(region)) runtimes[key] = known;
    }
  }
  return runtimes;
}

const regionsWithRows = (cells: readonly ServingCell[]): string[] =>
  [...new Set(cells.map(({ region }) => region))].filter(
    (region) =>
      cells.filter((cell) => cell.region === region).reduce((sum, { n }) => sum + n, 0) >= REGION_ROWS,
  );

function counts(cells: readonly ServingCell[], of: (cell: ServingCell) => boolean): Counts {
  const sums = new Map<string, number>();
  for (const { runtimes } of cells.filter(of))
    for (const [runtime, n] of Object.entries(runtimes)) sums.set(runtime, (sums.get(runtime) ?? 0) + n);
  return sums;
}

/** The runtime of most answers, the first by name among equals; undefined when none is told. */
const modal = (sums: Counts): string | undefined =>
  [...sums].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]?.[0];
