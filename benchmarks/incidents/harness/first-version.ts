import { serveFirst } from '@checkride/domain/lifecycle/release-steps';
import type { ModelVersion } from '@checkride/domain/lifecycle/state';
import { patch, type Turn } from '@checkride/domain/lifecycle/turn';

/** A version that was made elsewhere and passed whatever its makers asked of it. */
export function addVersion(turn: Turn, name: string, digest: string): void {
  const { state } = turn;
  if (state.versions[name]) return;
  const version: ModelVersion = {
    version: name,
    ordinal: state.version_count + 1,
    stage: 'staged',
    artifact_digest: digest,
    lineage: null,
    training_rows: 0,
    trained_until: null,
    passed: true,
    gates: [],
    metrics: {},
    profile_digest: null,
    automatic: false,
    ordered_at: turn.at,
  };
  patch(turn, { versions: { ...state.versions, [name]: version }, version_count: version.ordinal });
}

/** The version found serving: it is in production before anybody says anything. */
export function serveAlone(turn: Turn, name: string, digest: string): void {
  addVersion(turn, name, digest);
  serveFirst(turn, name, 'found serving');
}
