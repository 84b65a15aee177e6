import { deedsOf } from '../deeds.js';
import { answer, patch, type Turn } from '../turn.js';
import { undo } from '../undo.js';
import type { Body } from './body.js';

/**
 * A person takes back what a decision did: recorded first, with the reason, then undone as far as the world allows. A
 * decision that did nothing can be overridden too: it is the person's word that it was wrong.
 */
export function override(turn: Turn, { decision, reason }: Body<'override'>): void {
  const { answered, deeds } = turn.state;
  const done = deedsOf(turn.state, decision);
  if (done.length === 0 && !answered.includes(decision)) {
    answer(
      turn,
      'override',
      'refused',
      `unknown_decision: ${decision} is not among the newest of this model`,
    );
    return;
  }
  const [newest] = done;
  answer(turn, 'override', 'applied', reason, {
    overrides: decision,
    ...(newest && {
      release: newest.release,
      version: newest.version,
      scope: newest.scope,
      range: newest.range,
    }),
  });
  patch(turn, { deeds: deeds.filter((deed) => deed.decision !== decision) });
  for (const deed of done) undo(turn, deed, `override of ${decision}`);
}
