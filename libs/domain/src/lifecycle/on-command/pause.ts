import { holdRelease, mayMove } from '../release-steps.js';
import { answer, patch, type Turn } from '../turn.js';

/** Stands still until a person promotes: the release in flight keeps its share, and no other starts. */
export function pause(turn: Turn, reason: string): void {
  patch(turn, { hold: { by: 'person', reason } });
  const { release } = turn.state;
  if (release && mayMove(release, 'hold')) holdRelease(turn, reason);
  else answer(turn, 'hold', 'applied', reason);
}
