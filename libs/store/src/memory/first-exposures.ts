import { mixedPlaces, sideOf, type Stratum } from './contrast-counts.js';
import { placeOf, regionOf, type ReadyPlan } from './plan.js';
import type { ModelTables } from './model-tables.js';
import type { StoredPrediction, UnitKey } from './stored-rows.js';

/** The first answer of a unit in an epoch of a release: what contrasts of units count. */
export interface Exposure {
  readonly stratum: Stratum;
  readonly epochMs: number;
  readonly unit: UnitKey;
  readonly window: number;
  readonly firstAt: number;
  readonly id: string;
  /** Values in contract order, as they are told apart. */
  readonly segments: readonly string[];
}

/** One epoch of a release under epochs of one length (ms). */
interface EpochOf {
  readonly release: string;
  readonly epochMs: number;
  readonly epoch: number;
}

const epochKey = ({ release, epochMs, epoch }: EpochOf): string => `${release}\0${epochMs}\0${epoch}`;

/** First exposures by epoch and by window. */
export class FirstExposures {
  private readonly epochs = new Map<string, Map<UnitKey, Exposure>>();
  private readonly windows = new Map<number, Exposure[]>();

  /** Notes the units of windows in [from, until) that were not seen before in their epoch. */
  fill(tables: ModelTables, ready: ReadyPlan, from: number, until: number): void {
    const { plan } = ready;
    const rows: StoredPrediction[] = [];
    tables.eachOnTime(from, until, plan.base_ms, (row) => void (row.arm === 'live' && rows.push(row)));
    const mixed = mixedPlaces(rows, ready);
    const touched = new Set<Exposure>();
    for (const row of rows) {
      const sided = sideOf(tables, row, 'unit');
      if (!sided || mixed(row)) continue;
      for (const epochMs of plan.epochs) {
        const { release, released_at } = sided.route;
        const epoch = Math.floor(Math.max(0, row.window - released_at) / epochMs) + 1;
        const units = this.unitsOf(epochKey({ release, epochMs, epoch }));
        const before = units.get(row.unit);
        if (before && (before.window < from || !isEarlier(row, before))) {
          if (before.window >= from) touched.add(before);
          continue;
        }
        if (before) touched.delete(before);
        const stratum: Stratum = {
          release,
          epoch,
          region: regionOf(ready, row.segments),
          revision: row.revision,
          side: sided.side,
        };
        const { unit, window, eventTime: firstAt, id } = row;
        const segments = plan.segments.map((_, i) => placeOf(ready, row.segments, i));
        const exposure: Exposure = { stratum, epochMs, unit, window, firstAt, id, segments };
        units.set(row.unit, exposure);
        touched.add(exposure);
      }
    }
    for (let window = from; window < until; window += plan.base_ms) this.windows.set(window, []);
    for (const exposure of touched) this.windows.get(exposure.window)?.push(exposure);
  }

  /** Exposures of the windows in [from, until) under epochs of one length (ms). */
  of(from: number, until: number, base: number, epochMs: number): Exposure[] {
    const found: Exposure[] = [];
    for (let window = from; window < until; window += base)
      for (const exposure of this.windows.get(window) ?? [])
        if (exposure.epochMs === epochMs) found.push(exposure);
    return found;
  }

  /** The first answer of a unit in one epoch of a release, as far as it is known. */
  first(epoch: EpochOf, unit: UnitKey): Exposure | undefined {
    return this.epochs.get(epochKey(epoch))?.get(unit);
  }

  private unitsOf(key: string): Map<UnitKey, Exposure> {
    let units = this.epochs.get(key);
    if (!units) {
      units = new Map<UnitKey, Exposure>();
      this.epochs.set(key, units);
    }
    return units;
  }
}

const isEarlier = (row: StoredPrediction, { firstAt, id }: Exposure): boolean =>
  row.eventTime < firstAt || (row.eventTime === firstAt && row.id < id);

/** Exposures by unit. */
export function byUnit(exposures: readonly Exposure[]): Map<UnitKey, Exposure[]> {
  const units = new Map<UnitKey, Exposure[]>();
  for (const exposure of exposures) {
    const there = units.get(exposure.unit);
    if (there) there.push(exposure);
    else units.set(exposure.unit, [exposure]);
  }
  return units;
}

/** `all` and every `name=value` a unit was exposed in. */
export const exposedSegments = ({ plan }: ReadyPlan, { segments }: Exposure): string[] => [
  'all',
  ...plan.segments.map((name, i) => `${name}=${segments[i] ?? ''}`),
];
