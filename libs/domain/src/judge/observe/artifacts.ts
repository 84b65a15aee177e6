import type { RouteRecord } from '../../release.js';
import type { ServingCell } from '../../report/cells.js';
import { regional } from './regions.js';

/** Rows of one version in one region that name another artifact than the registered one, in the newest window. */
export interface ClaimedArtifact {
  /** Windows running, and the start of the first of them (ms). */
  readonly windows: number;
  readonly from: number;
  readonly n: number;
  readonly mismatches: number;
  /** The foreign artifact named most often. */
  readonly artifact: string;
}

/** Registered artifacts by version as route records tell them, and claims that differ by `version|region`. */
export interface Artifacts {
  readonly registered: Readonly<Record<string, string>>;
  readonly claims: Readonly<Record<string, ClaimedArtifact>>;
}

/** Before any window. */
export const ARTIFACTS_START: Artifacts = { registered: {}, claims: {} };

const MOST_VERSIONS = 20;
const LEAST_ROWS = 10;
const LEAST_SHARE = 0.005;

/** Rows that differ from the registry before they mean something: more than chance accidents of a rollout (judge §2, T1). */
export const mismatchLimit = (rows: number): number => Math.max(LEAST_ROWS, LEAST_SHARE * rows);

/** Folds a window's routes and traffic: a claim stands while every window of its region reaches the limit. */
export function observeArtifacts(
  before: Artifacts,
  routes: readonly RouteRecord[],
  serving: readonly ServingCell[],
  from: number,
): Artifacts {
  const registered = withRoutes(before.registered, routes);
  const claims: Record<string, ClaimedArtifact> = {};
  for (const { version, role, region, n, artifacts } of regional(serving)) {
    const expected = registered[version];
    if (role === 'shadow' || expected === undefined) continue;
    const foreign = Object.entries(artifacts)
      .filter(([artifact, rows]) => artifact !== expected && rows > 0)
      .sort(([a, rows], [b, more]) => more - rows || (a < b ? -1 : 1));
    const mismatches = foreign.reduce((sum, [, rows]) => sum + rows, 0);
    const artifact = foreign[0]?.[0];
    if (artifact === undefined || mismatches < mismatchLimit(n)) continue;
    const key = `${version}|${region}`;
    const known = before.claims[key];
    claims[key] = {
      windows: (known?.windows ?? 0) + 1,
      from: known?.from ?? from,
      n,
      mismatches,
      artifact,
    };
  }
  return { registered, claims };
}

function withRoutes(
  registered: Readonly<Record<string, string>>,
  routes: readonly RouteRecord[],
): Readonly<Record<string, string>> {
  const told = routes.flatMap(({ artifacts }) =>
    Object.entries(artifacts).flatMap(([version, digest]) =>
      digest === null ? [] : [[version, digest] as const],
    ),
  );
  if (told.every(([version, digest]) => registered[version] === digest)) return registered;
  const all = Object.entries({ ...registered, ...Object.fromEntries(told) });
  return Object.fromEntries(all.slice(-MOST_VERSIONS));
}
