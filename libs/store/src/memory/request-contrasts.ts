import { ContrastTally, mixedPlaces, sideOf, type Stratum } from './contrast-counts.js';
import { regionOf, segmentsOf, type ReadyPlan } from './plan.js';
import type { ModelTables } from './model-tables.js';
import { brokenInputs, InputTally } from './row-tally.js';
import { tardyRows } from './serving-panes.js';
import type { StoredPrediction } from './stored-rows.js';

interface Group {
  readonly stratum: Stratum;
  readonly segments: readonly string[];
  readonly inputs: InputTally;
  n: number;
  errors: number;
  timeouts: number;
  slow: number;
}

/** Errors, timeouts, slow answers and broken inputs of one window by role, every answer once. */
export function servingContrasts(tables: ModelTables, ready: ReadyPlan, window: number): ContrastTally {
  const rows = [...(tables.windows.get(window)?.onTime.values() ?? [])];
  const mixed = mixedPlaces(rows, ready);
  // Rows of one place and one set of segments are counted together first: the segments are worked out once for them.
  const groups = new Map<string, Group>();
  for (const row of rows) {
    if (row.arm !== 'live') continue;
    const sided = sideOf(tables, row, 'request');
    if (!sided || mixed(row)) continue;
    const key = `${row.revision}\0${row.version}\0${row.segments.join('\0')}`;
    let group = groups.get(key);
    if (!group) {
      const stratum = stratumOf(row, sided, ready);
      const segments = segmentsOf(ready, row.segments);
      group = { stratum, segments, inputs: new InputTally(ready), n: 0, errors: 0, timeouts: 0, slow: 0 };
      groups.set(key, group);
    }
    group.n += 1;
    if (row.status === 'error') group.errors += 1;
    if (row.status === 'timeout') group.timeouts += 1;
    if (row.latency > ready.plan.slow_ms) group.slow += 1;
    group.inputs.add(row, ready);
  }
  const tally = new ContrastTally();
  for (const { stratum, segments, inputs, n, errors, timeouts, slow } of groups.values()) {
    const counts = tally.of(stratum);
    for (const segment of segments) {
      counts.add(segment, 'error', n, errors);
      counts.add(segment, 'timeout', n, timeouts);
      counts.add(segment, 'latency', n, slow);
    }
    for (const [metric, k] of brokenInputs(inputs, ready)) counts.add('all', metric, n, k);
  }
  return tally;
}

const stratumOf = (
  row: StoredPrediction,
  { side, route }: NonNullable<ReturnType<typeof sideOf>>,
  ready: ReadyPlan,
): Stratum => ({
  release: route.release,
  epoch: 1,
  region: regionOf(ready, row.segments),
  revision: row.revision,
  side,
});

/** Answers of one window that came too late, by role, as known when its lateness is due. */
export function lateContrasts(tables: ModelTables, ready: ReadyPlan, window: number): ContrastTally {
  const tardy = tardyRows(tables, ready, window);
  const rows = [...(tables.windows.get(window)?.onTime.values() ?? []), ...tardy];
  const mixed = mixedPlaces(rows, ready);
  const tally = new ContrastTally();
  for (const row of rows) {
    const sided = row.arm === 'live' ? sideOf(tables, row, 'request') : null;
    if (!sided || mixed(row)) continue;
    const counts = tally.of(stratumOf(row, sided, ready));
    for (const segment of segmentsOf(ready, row.segments)) counts.add(segment, 'late', 1, row.late ? 1 : 0);
  }
  return tally;
}
