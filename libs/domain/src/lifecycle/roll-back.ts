import type { RuleId } from '../judge/verdict.js';
import type { Scope } from '../scope.js';
import { notify } from './notify.js';
import { expireApprovals } from './approvals.js';
import { regionsOf, routeRegions, servesAlone } from './regional-route.js';
import { moved } from './release-steps.js';
import { rollbackTarget } from './rollback-target.js';
import { FALLBACK_VERSION, releaseDivision, reroute, soleDivision } from './route-change.js';
import type { Release } from './state.js';
import { answer, patch, type Turn } from './turn.js';
import { mayHappen, moveVersion } from './version-steps.js';

/** What a rollback is carried out with: the version to go back to (null: the one before), where and why. */
export interface RollbackOrder {
  readonly to: string | null;
  readonly scope: Scope;
  readonly reason: string;
  /** The rule that asks; null: a person does, whose `to` no other version stands in for. */
  readonly rule: RuleId | null;
}

/** Rules about a place: what they find wrong is wrong there only, whatever the contract's releases are judged by. */
const OF_PLACES: ReadonlySet<RuleId | null> = new Set(['T1', 'T2']);

/**
 * Takes traffic away from the release in flight, or from production, and gives it to a verified version; without one
 * to the contract's fallback; without that it is refused and a person is paged. Returns which of them it was.
 */
export function rollBack(turn: Turn, order: RollbackOrder): 'rollback' | 'fallback' | undefined {
  const { release, production, record } = turn.state;
  const regions = regionsOf(order.scope);
  const byRegion = record?.contract.gates.deploy.scope === 'region' || OF_PLACES.has(order.rule);
  if (regions.length > 0 && byRegion)
    return release ? leaveRegions(turn, release, regions, order) : rollBackRegions(turn, regions, order);
  if (!release && order.rule !== null && order.to !== null && order.to === production)
    return sayAgain(turn, order.to, order.reason);
  const away = release?.version ?? production;
  const target = rollbackTarget(turn.state, away, { to: order.to, only: order.rule === null });
  if (target === undefined) return fallBack(turn, order.reason);
  const told = {
    release: release?.release ?? turn.state.last_release?.release ?? null,
    version: away,
    target,
  };
  leave(turn, away, target);
  reroute(turn, soleDivision(target));
  answer(turn, 'rollback', 'applied', order.reason, { ...told, step: release?.step ?? null, share: 0 });
  return 'rollback';
}

/** The route gives all traffic to this version already, yet another answers: told once more, as a revision of its own. */
function sayAgain(turn: Turn, target: string, reason: string): 'rollback' {
  const last = turn.state.last_release;
  const undone = last?.stage === 'rolled-back' ? last : null;
  reroute(turn, soleDivision(target));
  const told = { release: undone?.release ?? null, version: undone?.version ?? null, target };
  answer(turn, 'rollback', 'applied', reason, { ...told, step: null, share: 0 });
  return 'rollback';
}

/** Gives all traffic, or that of some regions, to the contract's fallback; refused with a page when it names none. */
export function fallBack(
  turn: Turn,
  reason: string,
  regions: readonly string[] = [],
): 'fallback' | undefined {
  const { release, production, record, versions } = turn.state;
  const away = release?.version ?? production;
  const fallback = record?.contract.fallback ?? null;
  const version = fallback === null ? null : 'version' in fallback ? fallback.version : FALLBACK_VERSION;
  if (version === null || version === away || versions[version]?.stage === 'quarantined') {
    answer(turn, 'rollback', 'refused', 'no_verified_target', { version: away });
    notify(
      turn,
      'page',
      'ROLLBACK',
      'no-target',
      `${turn.state.model}: ${reason}. No verified version and no fallback to go back to: a person must act.`,
    );
    return undefined;
  }
  if (regions.length > 0) return giveRegions(turn, regions, version, { action: 'fallback', reason });
  if (!release && turn.state.route?.roles[version] === 'sole') {
    answer(turn, 'fallback', 'superseded', `${version} serves already`, { target: version });
    return undefined;
  }
  const told = { release: release?.release ?? null, version: away, target: version };
  const serves = versions[version]?.stage === 'production' || mayHappen(versions[version], 'restored');
  leave(turn, away, serves ? version : null);
  reroute(turn, soleDivision(version));
  answer(turn, 'fallback', 'applied', reason, { ...told, step: release?.step ?? null, share: 0 });
  return 'fallback';
}

/** Quarantines what traffic leaves, ends its release and puts the version traffic goes to into production. */
function leave(turn: Turn, away: string | null, target: string | null): void {
  const { release, production, last_release } = turn.state;
  const ended = release ?? (last_release?.stage === 'complete' ? last_release : null);
  if (ended) {
    patch(turn, { release: null, last_release: moved(ended, 'rollback', { ended_at: turn.at }) });
    expireApprovals(turn, ended.release);
  }
  if (away !== null) {
    const digest = turn.state.versions[away]?.artifact_digest ?? null;
    if (mayHappen(turn.state.versions[away], 'withdrawn')) moveVersion(turn, away, 'withdrawn');
    if (digest !== null)
      patch(turn, { quarantined_digests: [...new Set([...turn.state.quarantined_digests, digest])] });
  }
  const replaced = production !== null && production !== away && production !== target ? [production] : [];
  for (const name of replaced) moveVersion(turn, name, 'replaced');
  if (target !== null && mayHappen(turn.state.versions[target], 'restored'))
    moveVersion(turn, target, 'restored');
  const predecessors = [...turn.state.predecessors, ...replaced];
  patch(turn, {
    production: target,
    predecessors: predecessors.filter((name) => name !== target && name !== away),
  });
}

/** Some regions go back to a verified version, else to the fallback; nothing is quarantined, since it is right elsewhere. */
function rollBackRegions(
  turn: Turn,
  regions: readonly string[],
  order: RollbackOrder,
): 'rollback' | 'fallback' | undefined {
  const target = rollbackTarget(turn.state, turn.state.production, {
    to: order.to,
    only: order.rule === null,
  });
  if (target === undefined) return fallBack(turn, order.reason, regions);
  return giveRegions(turn, regions, target, { action: 'rollback', reason: order.reason });
}

function giveRegions<A extends 'rollback' | 'fallback'>(
  turn: Turn,
  regions: readonly string[],
  target: string,
  { action, reason }: { readonly action: A; readonly reason: string },
): A | undefined {
  const scope = regions.map((region) => `region=${region}`);
  const told = { version: turn.state.production, target, scope };
  if (servesAlone(turn, regions, target)) {
    answer(turn, action, 'superseded', `${target} serves ${regions.join(', ')} already`, told);
    return undefined;
  }
  routeRegions(turn, regions, target);
  answer(turn, action, 'applied', reason, { ...told, share: 0 });
  return action;
}

/** The candidate leaves some regions; the release goes on in the others. */
function leaveRegions(
  turn: Turn,
  release: Release,
  regions: readonly string[],
  order: RollbackOrder,
): 'rollback' | undefined {
  if (regions.every((region) => release.without.includes(region))) {
    answer(turn, 'rollback', 'superseded', `${regions.join(', ')} without the candidate already`, {
      scope: order.scope,
    });
    return undefined;
  }
  const without = [...new Set([...release.without, ...regions])].sort();
  const next = { ...release, without };
  patch(turn, { release: next });
  reroute(turn, releaseDivision(next, turn.state.record?.contract.gates.deploy.holdback ?? 0));
  answer(turn, 'rollback', 'applied', order.reason, { scope: order.scope, target: release.control });
  return 'rollback';
}
