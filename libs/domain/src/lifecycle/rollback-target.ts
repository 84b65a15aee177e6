import type { ControllerState } from './state.js';

/**
 * The version traffic may go back to: the one asked for, else the control of the release in flight, else the newest
 * predecessor. It must have served production, be registered by digest and not be quarantined; undefined when none is.
 */
export function rollbackTarget(
  state: ControllerState,
  away: string | null,
  asked: string | null,
): string | undefined {
  const candidates =
    asked === null
      ? [state.release?.control ?? null, state.production, ...[...state.predecessors].reverse()]
      : [asked];
  return candidates.find((name): name is string => name !== null && name !== away && isVerified(state, name));
}

function isVerified(state: ControllerState, name: string): boolean {
  const version = state.versions[name];
  if (!version?.artifact_digest || state.quarantined_digests.includes(version.artifact_digest)) return false;
  return version.stage === 'production' || (version.stage === 'retired' && state.predecessors.includes(name));
}
