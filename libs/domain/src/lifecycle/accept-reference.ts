import type { ReferenceProfile } from '../contract/reference-profile.js';
import { baseOf } from './tick-time.js';
import { patch, type Turn } from './turn.js';

/** First window a new model record holds for: two windows ahead of the tick; 0 before the first tick. */
export const effectiveFrom = (turn: Turn): number =>
  turn.at === null ? 0 : turn.at + 2 * baseOf(turn.state);

/** Freezes the reference with the first validated version, and again with the first one after a contract change. */
export function acceptReference(turn: Turn, profile: ReferenceProfile): void {
  const { record, reference_open } = turn.state;
  if (!record || (record.reference && !reference_open)) return;
  const next = { ...record, reference: profile, effective_from: effectiveFrom(turn) };
  turn.effects.push({ kind: 'model', record: next });
  patch(turn, { record: next, reference_open: false });
}
