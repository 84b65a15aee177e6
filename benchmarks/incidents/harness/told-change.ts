import { CHANGE_KINDS, type Change, type ChangeKind } from '@checkride/domain/events/change';
import type { DeadLetterReason } from '@checkride/domain/events/dead-letter';
import { fieldsOf, isTimely, nameOf, timeOf, type Fields } from './told-values.js';

/** A change as an episode's deploy tool told it, or why it is set aside. */
export function changeOf(value: Fields, arrivesAt: number, retentionMs: number): Change | DeadLetterReason {
  const change_id = nameOf(value['change_id']);
  if (change_id === '') return 'missing_id';
  const kind = CHANGE_KINDS.find((known): known is ChangeKind => known === value['kind']);
  if (!kind) return 'missing_field';
  const event_time = value['event_time'] === undefined ? arrivesAt : timeOf(value['event_time']);
  if (!isTimely(event_time, arrivesAt, retentionMs)) return 'bad_time';
  const shares = sharesOf(value['shares']);
  return {
    change_id,
    model: nameOf(value['model']),
    kind,
    scope: scopeOf(value['scope']),
    event_time,
    summary: nameOf(value['summary']),
    ...(shares ? { shares } : {}),
  };
}

function scopeOf(told: unknown): string[] {
  const words = [told].flat().filter((word): word is string => typeof word === 'string' && word !== '');
  return words.length === 0 ? ['all'] : [...new Set(words)].sort();
}

/** Shares that are numbers, of one together where they are more (some tools speak of percent); undefined without any. */
function sharesOf(told: unknown): Record<string, number> | undefined {
  const said = Object.entries(fieldsOf(told)).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number' && entry[1] >= 0,
  );
  const total = said.reduce((sum, [, share]) => sum + share, 0);
  if (!(total > 0)) return undefined;
  return Object.fromEntries(
    said.map(([version, share]) => [version, total > 1 + 1e-6 ? share / total : share]),
  );
}
