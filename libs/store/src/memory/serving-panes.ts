import type { LateRow } from '../queries/read-late.query.js';
import type { ServingRow } from '../queries/read-serving.query.js';
import { identity, playedBy, type ModelTables } from './model-tables.js';
import { regionOf, type ReadyPlan } from './plan.js';
import { ServingTally, together } from './row-tally.js';
import type { StoredPrediction } from './stored-rows.js';

/** Serving panes of one window: every version and arm over all and by region. */
export function servingPanes(tables: ModelTables, ready: ReadyPlan, window: number): ServingRow[] {
  const groups = new Map<string, Group>();
  for (const row of tables.windows.get(window)?.onTime.values() ?? []) {
    const key = row.arm === 'live' ? row.version : `${row.version}\0shadow`;
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { version: row.version, arm: row.arm, regions: new Map() }));
    const region = regionOf(ready, row.segments);
    let tally = group.regions.get(region);
    if (!tally) group.regions.set(region, (tally = new ServingTally(ready)));
    tally.add(row, ready);
  }
  return [...groups.values()].flatMap((group) => {
    const row = (region: string, tally: ServingTally): ServingRow => ({
      model: ready.plan.model,
      window,
      version: group.version,
      arm: group.arm,
      role: playedBy(tables, group.arm, tally.revision, group.version),
      region,
      ...columnsOf(tally),
    });
    const all = row('all', together([...group.regions.values()], ready));
    return ready.plan.region === 0
      ? [all]
      : [all, ...[...group.regions].map(([region, tally]) => row(region, tally))];
  });
}

interface Group {
  readonly version: string;
  readonly arm: StoredPrediction['arm'];
  readonly regions: Map<string, ServingTally>;
}

const columnsOf = (tally: ServingTally) => ({
  n: tally.n,
  errors: tally.errors,
  timeouts: tally.timeouts,
  slow: tally.slow,
  units: tally.units.size,
  positives: tally.positives,
  num_missing: tally.inputs.numMissing,
  num_outside: tally.inputs.numOutside,
  num64_missing: tally.inputs.num64Missing,
  num64_outside: tally.inputs.num64Outside,
  cat_missing: tally.inputs.catMissing,
  cat_unseen: tally.inputs.catUnseen,
  latency: tally.latency,
  revisions: Object.fromEntries(tally.revisions),
  artifacts: Object.fromEntries(tally.artifacts),
  instances: Object.fromEntries(tally.instances),
  runtimes: Object.fromEntries(tally.runtimes),
});

/** Late live answers of one window that had arrived when its lateness was due, without late copies of on-time ones. */
export function lateRows(tables: ModelTables, ready: ReadyPlan, window: number): LateRow[] {
  const counts = new Map<string, LateRow>();
  for (const row of tardyRows(tables, ready, window)) {
    const { version, revision } = row;
    const region = regionOf(ready, row.segments);
    const key = `${version}\0${revision}\0${region}`;
    const n = (counts.get(key)?.n ?? 0) + 1;
    counts.set(key, { model: ready.plan.model, window, version, revision, region, n });
  }
  return [...counts.values()];
}

/** The late live rows of a window that count when its lateness is due. */
export function tardyRows(tables: ModelTables, { plan }: ReadyPlan, window: number): StoredPrediction[] {
  const rows = tables.windows.get(window);
  if (!rows || rows.late.size === 0) return [];
  const due = window + plan.base_ms + plan.lateness_ms + plan.slow_lag_ms;
  const punctual = new Set([...rows.onTime.values()].map(identity));
  return [...rows.late.values()].filter(
    (row) => row.arm === 'live' && row.appendedAt < due && !punctual.has(identity(row)),
  );
}
