import type { RouteRecord } from '@checkride/domain/release';

/** A row of the table route_roles. */
export interface RouteRoleRow {
  readonly model: string;
  readonly revision: number;
  readonly version: string;
  readonly role: string;
  readonly release: string;
  readonly released_at: number;
  readonly randomised_by: 'none' | 'unit' | 'request';
}

/** Whether a route has a candidate beside a control or holdback, assigned at random. */
function isContrasted(route: RouteRecord): boolean {
  const roles = Object.values(route.roles);
  return (
    route.randomised_by !== null &&
    roles.includes('candidate') &&
    (roles.includes('control') || roles.includes('holdback'))
  );
}

/** Revisions that compare roles, and what they assign at random. */
export const contrastedRevisions = (routes: readonly RouteRecord[]): Map<number, 'unit' | 'request'> =>
  new Map(
    routes.flatMap((route) =>
      isContrasted(route) && route.randomised_by ? [[route.revision, route.randomised_by] as const] : [],
    ),
  );

/** Role of every version under every known route; a release begins where its first contrasted route was decided. */
export function routeRoles(routes: readonly RouteRecord[]): RouteRoleRow[] {
  return routes.flatMap((route) => {
    const first = routes.find((other) => other.release === route.release && isContrasted(other));
    return Object.entries(route.roles).map(([version, role]) => ({
      model: route.model,
      revision: route.revision,
      version,
      role,
      release: route.release,
      released_at: first?.decided_at ?? 0,
      randomised_by: isContrasted(route) ? (route.randomised_by ?? 'none') : 'none',
    }));
  });
}
