import { askPerson, permitted, type Request } from './permission.js';
import { queueRelease, serveFirst, startRelease } from './release-steps.js';
import { answer, patch, type Turn } from './turn.js';
import { moveVersion } from './version-steps.js';

/** Stages a version that passed its gates: the first of a model serves at once, a later one is offered for release. */
export function stageVersion(turn: Turn, version: string, reason: string): void {
  moveVersion(turn, version, 'passed');
  answer(turn, 'stage', 'applied', reason, { version, gates: turn.state.versions[version]?.gates ?? [] });
  if (turn.state.route === null) serveFirst(turn, version, 'first version of the model');
  else offerRelease(turn, version);
}

/** Queues and, when nothing stands in the way, starts the release of a staged version as far as the contract allows. */
function offerRelease(turn: Turn, version: string): void {
  const request: Request = {
    automated: 'promote',
    action: 'release',
    wish: { do: 'release', version },
    version,
    rule: null,
    spends: null,
  };
  if (!permitted(turn, request)) return;
  if (turn.state.production === null) {
    askPerson(turn, request, 'nothing_in_production');
    return;
  }
  queueRelease(turn, version);
  startQueued(turn, 'all gates passed');
}

/** Starts the queued release unless one is in flight, a hold stands, or there is nothing in production to compare with. */
export function startQueued(turn: Turn, reason: string): void {
  const { queued, release, hold, production } = turn.state;
  if (queued && !release && !hold && production !== null) startRelease(turn, reason);
}

/** Releases a staged version because a person said so: past holds, and at full traffic when nothing is in production. */
export function releaseByPerson(turn: Turn, version: string, reason: string): void {
  patch(turn, { hold: null });
  if (turn.state.production === null) {
    if (turn.state.queued?.version === version) patch(turn, { queued: null });
    serveFirst(turn, version, reason);
    return;
  }
  if (turn.state.queued?.version !== version) queueRelease(turn, version);
  const ahead = turn.state.release;
  if (ahead) answer(turn, 'release', 'applied', `queued behind ${ahead.version}`, { version });
  else startRelease(turn, reason);
}
