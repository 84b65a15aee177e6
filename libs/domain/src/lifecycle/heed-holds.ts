import type { Axis, TrafficAction } from '../judge/verdict.js';
import { holdRelease, mayMove, resumeRelease } from './release-steps.js';
import { startQueued } from './stage-version.js';
import { answer, patch, type Turn } from './turn.js';

/**
 * The newest decision's word on holding: it holds the release in flight and any start; its absence ends the judge's hold.
 * After a rollback that did not cure only a person ends it.
 */
export function heed(turn: Turn, traffic: readonly Axis<TrafficAction>[]): void {
  const axis = traffic.find(({ do: action }) => action === 'hold');
  const byPerson = turn.state.hold?.by === 'person';
  if (axis) {
    const by = axis.reason === 'rollback_did_not_cure' ? 'person' : 'judge';
    if (!byPerson) patch(turn, { hold: { by, reason: axis.reason } });
    hold(turn, axis);
    return;
  }
  if (byPerson || !turn.state.hold) return;
  patch(turn, { hold: null });
  if (turn.state.release?.stage === 'held') resumeRelease(turn, 'nothing holds it any more');
  else startQueued(turn, 'nothing holds it any more');
}

function hold(turn: Turn, { reason, scope }: Axis<TrafficAction>): void {
  const { release } = turn.state;
  if (!release) answer(turn, 'hold', 'applied', reason, { scope });
  else if (mayMove(release, 'hold')) holdRelease(turn, reason);
  else answer(turn, 'hold', 'superseded', `${release.stage} already: ${reason}`, { scope });
}
