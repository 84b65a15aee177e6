import type { ControllerState } from './state.js';

/** A version to go back to: null is the one before; `only` is a person's word, for which no other one stands in. */
export interface AskedTarget {
  readonly to: string | null;
  readonly only: boolean;
}

/**
 * The version traffic may go back to: the one asked for, else the control of the release in flight, else the newest
 * predecessor. It must have served production, be registered by digest and not be quarantined; undefined when none is.
 */
export function rollbackTarget(
  state: ControllerState,
  away: string | null,
  { to, only }: AskedTarget,
): string | undefined {
  const others = [state.release?.control ?? null, state.production, ...[...state.predecessors].reverse()];
  const candidates = to !== null && only ? [to] : [to, ...others];
  return candidates.find((name): name is string => name !== null && name !== away && isVerified(state, name));
}

function isVerified(state: ControllerState, name: string): boolean {
  const version = state.versions[name];
  if (!version?.artifact_digest || state.quarantined_digests.includes(version.artifact_digest)) return false;
  return version.stage === 'production' || (version.stage === 'retired' && state.predecessors.includes(name));
}
