import type { Scope } from '../scope.js';
import { reroute } from './route-change.js';
import type { Turn } from './turn.js';

/** Regions a scope names; empty when it is not about regions alone. */
export const regionsOf = (scope: Scope): string[] => {
  const regions = scope.flatMap((word) => (word.startsWith('region=') ? [word.slice('region='.length)] : []));
  return regions.length === scope.length ? regions : [];
};

/** Whether these regions are served by a version alone already. */
export const servesAlone = ({ state }: Turn, regions: readonly string[], version: string): boolean =>
  regions.every((region) => state.route?.shares[region]?.[version] === 1);

/**
 * Gives regions to another version while the rest stays as it is. It holds until the next route: whatever changes
 * traffic after it gives the regions back.
 */
export function routeRegions(turn: Turn, regions: readonly string[], version: string): void {
  const { route } = turn.state;
  if (!route) return;
  reroute(turn, {
    roles: { ...route.roles, [version]: route.roles[version] ?? 'sole' },
    shares: {
      ...route.shares,
      ...Object.fromEntries(regions.map((region) => [region, { [version]: 1 }])),
    },
  });
}
