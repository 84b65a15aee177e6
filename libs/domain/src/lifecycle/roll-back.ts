import type { RuleId } from '../judge/verdict.js';
import type { Scope } from '../scope.js';
import { notify } from './notify.js';
import { expireApprovals } from './approvals.js';
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

/**
 * Takes traffic away from the release in flight, or from production, and gives it to a verified version; without one
 * to the contract's fallback; without that it is refused and a person is paged. Returns which of them it was.
 */
export function rollBack(turn: Turn, order: RollbackOrder): 'rollback' | 'fallback' | undefined {
  const { release, production, record } = turn.state;
  const regions = regionsOf(order.scope);
  if (release && regions.length > 0 && record?.contract.gates.deploy.scope === 'region')
    return rollBackRegions(turn, release, regions, order);
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

/** Gives all traffic to the contract's fallback; refused with a page when the contract names none. */
export function fallBack(turn: Turn, reason: string): 'fallback' | undefined {
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

/** The candidate leaves some regions; the release goes on in the others. */
function rollBackRegions(
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

const regionsOf = (scope: Scope): string[] =>
  scope.flatMap((word) => (word.startsWith('region=') ? [word.slice('region='.length)] : []));
