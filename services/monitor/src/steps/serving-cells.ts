import type { LateRow } from '@checkride/store/queries/read-late.query';
import type { ServingRow } from '@checkride/store/queries/read-serving.query';
import type { Role } from '@checkride/domain/release';
import type { ServingCell } from '@checkride/domain/report/cells';
import { LATENCY_SCALE, logBinQuantile } from '@checkride/statistics/quality/log-bins';
import { byKeys, byText } from './evidence.js';

const quantile = (latency: readonly number[], probability: number): number | null => {
  const value = logBinQuantile(latency, probability, LATENCY_SCALE);
  return value === null ? null : Math.round(value * 1e6) / 1e6;
};

const sorted = (counts: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(counts)
      .filter(([key]) => key !== '')
      .sort(([a], [b]) => byText(a, b)),
  );

const MOST_NAMES = 50;

/** The counts of the names met most often, ties by name: a fleet may be larger than a report should be. */
const mostNamed = (counts: Readonly<Record<string, number>>): Record<string, number> =>
  sorted(
    Object.keys(counts).length <= MOST_NAMES
      ? counts
      : Object.fromEntries(
          Object.entries(counts)
            .sort(([a, n], [b, m]) => m - n || byText(a, b))
            .slice(0, MOST_NAMES),
        ),
  );

/** Route revisions that answers name, ascending; 0 stands for none and is left out. */
export const revisionsOf = (counts: Readonly<Record<string, number>>): number[] =>
  Object.keys(counts)
    .map(Number)
    .filter((revision) => revision > 0)
    .sort((a, b) => a - b);

/**
 * Traffic by version and region in canonical order. `late` counts answers of windows whose lateness is due now.
 * `duplicates` is 0: a redelivered row merges away at a time of the store's own choosing, so no count of it can be stable.
 */
export function servingCells(serving: readonly ServingRow[], late: readonly LateRow[]): ServingCell[] {
  const lateOf = (version: string, region: string): number =>
    late
      .filter((row) => row.version === version && (region === 'all' || row.region === region))
      .reduce((sum, row) => sum + row.n, 0);
  return serving
    .map((row) => ({
      version: row.version,
      role: row.role as Role,
      region: row.region,
      n: row.n,
      errors: row.errors,
      timeouts: row.timeouts,
      slow: row.slow,
      duplicates: 0,
      late: row.arm === 'live' ? lateOf(row.version, row.region) : 0,
      units: row.units,
      positives: row.positives,
      latency_p50: quantile(row.latency, 0.5),
      latency_p95: quantile(row.latency, 0.95),
      revisions: revisionsOf(row.revisions),
      artifacts: sorted(row.artifacts),
      instances: mostNamed(row.instances),
      runtimes: mostNamed(row.runtimes),
    }))
    .sort(byKeys((cell) => [cell.version, cell.role, cell.region]));
}
