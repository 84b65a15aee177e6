import { meets } from '../scope.js';
import { FALLBACK_VERSION, releaseDivision, reroute } from './route-change.js';
import { liftDigest } from './lift-digest.js';
import { holdRelease, mayMove, moved, resumeRelease } from './release-steps.js';
import type { Deed, QuarantinedRange } from './state.js';
import { startQueued } from './stage-version.js';
import { answer, patch, type Turn } from './turn.js';
import { mayHappen, moveVersion } from './version-steps.js';

type Undo = (turn: Turn, deed: Deed, reason: string) => void;

/** Takes one deed of a decision back; where the world has moved on the ledger says so. */
export const undo: Undo = (turn, deed, reason) => UNDO[deed.action](turn, deed, reason);

const UNDO: Readonly<Record<Deed['action'], Undo>> = {
  rollback: (turn, deed, reason) =>
    turn.state.release?.release === deed.release && !deed.scope.includes('all')
      ? returnToRegions(turn, deed, reason)
      : restoreVersion(turn, deed, reason),
  fallback: restoreVersion,
  drain(turn, deed, reason) {
    const { release } = turn.state;
    if (release?.release === deed.release && release?.stage === 'drained') resumeRelease(turn, reason);
    else superseded(turn, 'resume', deed);
  },
  hold(turn, deed, reason) {
    const { release, hold } = turn.state;
    if (hold?.by === 'judge') patch(turn, { hold: null });
    if (release?.release === deed.release && release?.stage === 'held') resumeRelease(turn, reason);
    else if (release) superseded(turn, 'resume', deed);
    else startQueued(turn, reason);
  },
  step(turn, deed, reason) {
    const { release } = turn.state;
    patch(turn, { hold: { by: 'person', reason } });
    if (release?.release === deed.release && mayMove(release, 'hold')) holdRelease(turn, reason);
    else superseded(turn, 'hold', deed);
  },
  quarantine(turn, { range, scope }, reason) {
    const ranges = turn.state.quarantined_ranges;
    const touched = (known: QuarantinedRange): boolean =>
      range !== null && meets(known.scope, scope) && known.range[0] < range[1] && known.range[1] > range[0];
    const kept = ranges.filter((known) => !touched(known));
    const freed = ranges.filter((known) => !kept.includes(known));
    patch(turn, { quarantined_ranges: kept });
    for (const known of freed)
      answer(turn, 'lift', 'applied', reason, { range: known.range, scope, version: null });
  },
  retrain: rejectVersion,
};

/** The version that lost its traffic may be promoted again, and a freeze after it is over. */
function restoreVersion(turn: Turn, deed: Deed, reason: string): void {
  const digest = deed.version === null ? null : (turn.state.versions[deed.version]?.artifact_digest ?? null);
  if (turn.state.hold?.reason === 'rollback_did_not_cure') patch(turn, { hold: null });
  if (digest !== null && liftDigest(turn, digest, reason)) return;
  if (
    deed.version !== null &&
    deed.version !== FALLBACK_VERSION &&
    mayHappen(turn.state.versions[deed.version], 'lifted')
  ) {
    moveVersion(turn, deed.version, 'lifted');
    answer(turn, 'lift', 'applied', reason, { version: deed.version });
  } else superseded(turn, 'lift', deed);
}

/** The candidate answers again in the regions it was taken out of. */
function returnToRegions(turn: Turn, deed: Deed, reason: string): void {
  const { release, record } = turn.state;
  if (!release) return;
  const regions = deed.scope.map((word) => word.slice('region='.length));
  patch(turn, {
    release: { ...release, without: release.without.filter((region) => !regions.includes(region)) },
  });
  const holdback = record?.contract.gates.deploy.holdback ?? 0;
  reroute(turn, releaseDivision(turn.state.release ?? release, holdback));
  answer(turn, 'resume', 'applied', reason, { scope: deed.scope });
}

/** The version a retraining made is not released; one that takes traffic needs a rollback. */
function rejectVersion(turn: Turn, deed: Deed, reason: string): void {
  const { version } = deed;
  const { queued, versions } = turn.state;
  if (
    version === null ||
    version === turn.state.release?.version ||
    !mayHappen(versions[version], 'refused')
  ) {
    superseded(turn, 'reject', deed);
    return;
  }
  moveVersion(turn, version, 'refused');
  if (queued?.version === version)
    patch(turn, { last_release: moved(queued, 'refuse', { ended_at: turn.at }), queued: null });
  patch(turn, { approvals: turn.state.approvals.filter((waiting) => waiting.version !== version) });
  answer(turn, 'reject', 'applied', reason, { version });
}

function superseded(turn: Turn, action: 'resume' | 'hold' | 'lift' | 'reject', deed: Deed): void {
  answer(turn, action, 'superseded', `${deed.version ?? 'what it did'} has moved on since`, {
    version: deed.version,
  });
}
