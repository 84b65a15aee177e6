import type { FleetModel } from '@checkride/client/api/console-views';
import type { RouteRecord } from '@checkride/domain/release';
import type { FleetRow } from '@checkride/store/queries/console/fleet.query';

/** A stored row as people read it: what is not there is null, the route is told as versions and a share. */
export function fleetModel(row: FleetRow): FleetModel {
  const decided = row.decision_id !== '';
  return {
    model: row.model,
    owner: row.owner || null,
    clock: row.clock,
    contract_version: row.contract_version,
    headline: decided ? row.headline : null,
    reason: decided ? row.reason : null,
    rule: decided ? row.rule : null,
    decision_id: decided ? row.decision_id : null,
    decided_at: decided ? row.decided_at : null,
    window: row.window > 0 ? row.window : null,
    ...servingOf(row.route === '' ? null : (JSON.parse(row.route) as RouteRecord)),
    predictions_24h: row.predictions_24h,
  };
}

function servingOf(route: RouteRecord | null): Pick<FleetModel, 'version' | 'release' | 'share'> {
  if (!route) return { version: null, release: null, share: null };
  const inRole = (role: string): string | undefined =>
    Object.keys(route.roles).find((version) => route.roles[version] === role);
  const candidate = inRole('candidate') ?? null;
  return {
    version: inRole('sole') ?? inRole('control') ?? null,
    release: candidate,
    share: candidate === null ? null : (route.shares['*']?.[candidate] ?? 0),
  };
}
