/** A version's part in a release; `sole` serves alone, `shadow` answers beside and is not used. */
export type Role = 'candidate' | 'control' | 'holdback' | 'sole' | 'shadow';

/** Version to share of traffic, summing to 1. */
export type Shares = Readonly<Record<string, number>>;

/** How traffic is divided from one revision on; immutable, numbered per model without gaps. */
export interface RouteRecord {
  readonly model: string;
  readonly revision: number;
  /** Id of the release this route belongs to; `none` before the first. */
  readonly release: string;
  /** +1 on every applied transition that changes which versions have traffic or their roles. */
  readonly release_epoch: number;
  readonly roles: Readonly<Record<string, Role>>;
  /** Shares everywhere (`*`) and where a region differs. */
  readonly shares: Readonly<Record<string, Shares>>;
  readonly shadow: readonly string[];
  /** Artifact digest by version, as registered; null for a version served elsewhere. */
  readonly artifacts: Readonly<Record<string, string | null>>;
  /** Step of the canary, 0 before the first; -1 without a release. */
  readonly step: number;
  readonly randomised_by: 'unit' | 'request' | null;
  /** Tick (window start, ms) under which the route was decided; 0 before any. */
  readonly decided_at: number;
}

/** Shares in force for a region. */
export const sharesFor = (route: RouteRecord, region: string | null): Shares =>
  route.shares[region ?? '*'] ?? route.shares['*'] ?? {};

/** The version that answers a unit: the candidate takes the low places of the release's allocation 0 … 9 999. */
export function versionFor(route: RouteRecord, region: string | null, place: number): string | undefined {
  const shares = Object.entries(sharesFor(route, region)).sort(
    ([a], [b]) => rank(route, a) - rank(route, b) || (a < b ? -1 : 1),
  );
  let upTo = 0;
  for (const [version, share] of shares) {
    upTo += share * 10_000;
    if (place < upTo - 1e-6) return version;
  }
  return shares.at(-1)?.[0];
}

const ORDER: readonly Role[] = ['candidate', 'control', 'holdback', 'sole', 'shadow'];
const rank = (route: RouteRecord, version: string): number => ORDER.indexOf(route.roles[version] ?? 'sole');
