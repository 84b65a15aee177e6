import type { ContrastRow } from '../queries/read-contrasts.query.js';
import { regionOf, type ReadyPlan } from './plan.js';
import type { ModelTables, RouteRole } from './model-tables.js';
import type { StoredPrediction } from './stored-rows.js';

/** The sides of a contrast; a holdback counts as control. */
export type Side = 'candidate' | 'control';

/** Side and release of a version under a route that assigns `by` at random; null where it draws no contrast. */
export function sideOf(
  tables: ModelTables,
  row: { readonly revision: number; readonly version: string },
  by: 'unit' | 'request',
): { readonly side: Side; readonly route: RouteRole } | null {
  const route = tables.roleOf(row.revision, row.version);
  if (route?.randomised_by !== by) return null;
  if (route.role === 'candidate') return { side: 'candidate', route };
  return route.role === 'control' || route.role === 'holdback' ? { side: 'control', route } : null;
}

/** Where a group of outcomes is counted. */
export interface Stratum {
  readonly release: string;
  readonly epoch: number;
  readonly region: string;
  readonly revision: number;
  readonly side: Side;
}

interface Cell {
  n: number;
  k: number;
}

/** Counts of one stratum by segment and metric, being added to. */
class StratumTally {
  readonly segments = new Map<string, Map<string, Cell>>();

  constructor(readonly stratum: Stratum) {}

  add(segment: string, metric: string, n: number, k: number): void {
    let metrics = this.segments.get(segment);
    if (!metrics) {
      metrics = new Map<string, Cell>();
      this.segments.set(segment, metrics);
    }
    const cell = metrics.get(metric);
    if (!cell) metrics.set(metric, { n, k });
    else {
      cell.n += n;
      cell.k += k;
    }
  }
}

/** Counts by stratum, segment and metric, being added to. */
export class ContrastTally {
  private readonly found = new Map<string, StratumTally>();

  /** The counts of a stratum: asked for once where several are added. */
  of(stratum: Stratum): StratumTally {
    const { release, epoch, region, revision, side } = stratum;
    const key = `${release}\0${epoch}\0${region}\0${revision}\0${side}`;
    let tally = this.found.get(key);
    if (!tally) this.found.set(key, (tally = new StratumTally(stratum)));
    return tally;
  }

  add(stratum: Stratum, segment: string, metric: string, n: number, k: number): void {
    this.of(stratum).add(segment, metric, n, k);
  }

  get strata(): Iterable<StratumTally> {
    return this.found.values();
  }
}

/** Windows and regions whose live rows name more than one route: mixed, they draw no contrast. */
export function mixedPlaces(
  rows: Iterable<StoredPrediction>,
  ready: ReadyPlan,
): (row: StoredPrediction) => boolean {
  const revisions = new Map<string, number | null>();
  const placeOf = (row: StoredPrediction): string => `${row.window}\0${regionOf(ready, row.segments)}`;
  for (const row of rows) {
    if (row.arm !== 'live') continue;
    const place = placeOf(row);
    const seen = revisions.get(place);
    if (seen === undefined) revisions.set(place, row.revision);
    else if (seen !== null && seen !== row.revision) revisions.set(place, null);
  }
  return (row) => revisions.get(placeOf(row)) === null;
}

/** Contrast counts by the window in whose report they are final; filling the same again replaces it. */
export class ContrastCounts {
  private readonly final = new Map<number, Map<string, ContrastTally>>();

  /** The tally of a kind of outcome made at `madeAt` (ms), emptied: its statement counts all of it anew. */
  put(window: number, kind: string, madeAt: number, tally: ContrastTally): void {
    let kinds = this.final.get(window);
    if (!kinds) {
      kinds = new Map<string, ContrastTally>();
      this.final.set(window, kinds);
    }
    kinds.set(`${kind}\0${madeAt}`, tally);
  }

  /** Both roles side by side of one window, where both have units; of all units also where one role has none. */
  read(model: string, window: number): ContrastRow[] {
    const rows = new Map<string, Mutable<ContrastRow>>();
    for (const tally of this.final.get(window)?.values() ?? [])
      for (const { stratum, segments } of tally.strata) {
        const { release, epoch, region, revision, side } = stratum;
        const head = { model, window, release, epoch, region, revision };
        const place = `${release}\0${epoch}\0${region}\0${revision}`;
        for (const [segment, metrics] of segments)
          for (const [metric, { n, k }] of metrics) {
            const key = `${place}\0${segment}\0${metric}`;
            let row = rows.get(key);
            if (!row) rows.set(key, (row = { ...head, segment, metric, ...NOBODY }));
            row[`${side}_n`] += n;
            row[`${side}_k`] += k;
          }
      }
    return [...rows.values()].filter(
      (row) =>
        (row.candidate_n > 0 && row.control_n > 0) || (row.metric === 'error' && row.segment === 'all'),
    );
  }
}

const NOBODY = { candidate_n: 0, candidate_k: 0, control_n: 0, control_k: 0 };

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
