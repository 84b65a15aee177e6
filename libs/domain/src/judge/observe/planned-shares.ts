import { sharesFor, type RouteRecord } from '../../release.js';

/** Planned share of the candidate among the roles compared, by route revision and region (`*` elsewhere). */
export type PlannedShares = Readonly<Record<string, Readonly<Record<string, number>>>>;

const PLANS_KEPT = 8;

/** Share planned for a region by a route revision; 0 for one that is not known. */
export const planFor = (plans: PlannedShares, revision: number, region: string): number =>
  plans[revision]?.[region] ?? plans[revision]?.['*'] ?? 0;

/** Folds the route records a report tells; the newest few are kept. */
export function observePlans(known: PlannedShares, routes: readonly RouteRecord[]): PlannedShares {
  if (routes.length === 0) return known;
  const plans: Record<string, Readonly<Record<string, number>>> = { ...known };
  for (const route of routes) {
    const places = Object.keys(route.shares).map(
      (region) => [region, candidateShare(route, region)] as const,
    );
    plans[String(route.revision)] = Object.fromEntries(places);
  }
  return Object.fromEntries(
    Object.entries(plans)
      .sort(([a], [b]) => Number(a) - Number(b))
      .slice(-PLANS_KEPT),
  );
}

function candidateShare(route: RouteRecord, region: string): number {
  let [candidate, all] = [0, 0];
  for (const [version, share] of Object.entries(sharesFor(route, region))) {
    const role = route.roles[version];
    if (role === 'candidate') candidate += share;
    if (role === 'candidate' || role === 'control' || role === 'holdback') all += share;
  }
  return all === 0 ? 0 : Math.round((candidate / all) * 1e9) / 1e9;
}
