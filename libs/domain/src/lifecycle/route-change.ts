import type { Role, RouteRecord, Shares } from '../release.js';
import type { Release } from './state.js';
import { patch, type Turn } from './turn.js';

/** Name under which a constant answer of the contract's `fallback` is routed. */
export const FALLBACK_VERSION = 'fallback';

interface Division {
  readonly roles: Readonly<Record<string, Role>>;
  readonly shares: Readonly<Record<string, Shares>>;
}

/** All traffic to one version. */
export const soleDivision = (version: string): Division => ({
  roles: { [version]: 'sole' },
  shares: { '*': { [version]: 1 } },
});

/** How a release in flight divides traffic; `holdback` is what the control keeps while the last step is watched. */
export function releaseDivision(release: Release, holdback: number): Division {
  const { version, control, stage, share } = release;
  if (control === null) return soleDivision(version);
  if (stage === 'drained') return soleDivision(control);
  const kept = stage === 'watching' || share === 1 ? Math.max(1 - share, holdback) : 1 - share;
  if (kept <= 0 && release.without.length === 0) return soleDivision(version);
  const candidate = round(1 - kept);
  return {
    roles: { [version]: 'candidate', [control]: share === 1 && kept > 0 ? 'holdback' : 'control' },
    shares: {
      '*': kept > 0 ? { [version]: candidate, [control]: round(1 - candidate) } : { [version]: 1 },
      ...Object.fromEntries(release.without.map((region) => [region, { [control]: 1 }])),
    },
  };
}

/** Shares are told to nine digits, so that 1 − 0.9 reads 0.1. */
const round = (share: number): number => Math.round(share * 1e9) / 1e9;

/** Puts a division in force as the next route revision; the release epoch grows when versions or roles change. */
export function reroute(turn: Turn, division: Division): void {
  const { state } = turn;
  const before = state.route;
  const release = state.release;
  const changed = before === null || !sameRoles(before, division);
  const route: RouteRecord = {
    model: state.model,
    revision: (before?.revision ?? 0) + 1,
    release: release?.release ?? 'none',
    release_epoch: state.release_epoch + (changed ? 1 : 0),
    roles: division.roles,
    shares: division.shares,
    shadow: [],
    artifacts: Object.fromEntries(
      Object.keys(division.roles).map((version) => [
        version,
        state.versions[version]?.artifact_digest ?? null,
      ]),
    ),
    step: release?.step ?? -1,
    randomised_by: state.record?.contract.randomised_by ?? null,
    decided_at: turn.at ?? 0,
  };
  turn.effects.push({ kind: 'route', route });
  patch(turn, { route, release_epoch: route.release_epoch, traffic_changed_at: turn.at });
}

/** Same versions in the same roles, and each region served by the same versions. */
function sameRoles(before: RouteRecord, after: Division): boolean {
  const shape = ({ roles, shares }: Division): string =>
    JSON.stringify([sorted(roles), sorted(shares).map(([region, of]) => [region, Object.keys(of).sort()])]);
  return shape(before) === shape(after);
}

const sorted = <T>(record: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
