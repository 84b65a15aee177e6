import { moved } from '../release-steps.js';
import { waitingFor } from '../approvals.js';
import { answer, patch, type Turn } from '../turn.js';
import { mayHappen, moveVersion } from '../version-steps.js';
import type { Body } from './body.js';

/** Turns down what waits for a person, or a version that is not in traffic. */
export function reject(turn: Turn, { subject, reason }: Body<'reject'>): void {
  const { state } = turn;
  const approval = waitingFor(state, subject);
  const version = approval ? approval.version : subject;
  if (approval) patch(turn, { approvals: state.approvals.filter((other) => other !== approval) });
  const made = approval?.wish.do === 'stage' || approval?.wish.do === 'release' || !approval;
  if (version !== null && version === state.release?.version && !approval) {
    answer(turn, 'reject', 'refused', 'in_traffic: use rollback', { version });
    return;
  }
  if (made && version !== null && mayHappen(state.versions[version], 'refused')) {
    moveVersion(turn, version, 'refused');
    if (turn.state.queued?.version === version)
      patch(turn, { last_release: moved(turn.state.queued, 'refuse', { ended_at: turn.at }), queued: null });
  } else if (!approval) {
    answer(turn, 'reject', 'refused', `nothing waits under ${subject}`);
    return;
  }
  answer(turn, 'reject', 'applied', reason, { version });
}
