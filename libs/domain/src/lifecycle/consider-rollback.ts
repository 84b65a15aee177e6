import type { Decision } from '../judge/decision.js';
import type { Axis, TrafficAction } from '../judge/verdict.js';
import { carryOut } from './carry-out.js';
import { regionsOf } from './regional-route.js';
import { notify } from './notify.js';
import { permitted } from './permission.js';
import type { Release } from './state.js';
import { baseOf, seenFrom } from './tick-time.js';
import { answer, patch, type Turn } from './turn.js';

/** Windows a symptom may go on after a rollback took effect before it is said not to have cured (judge.md §1, in force). */
const CURE_WINDOWS = 3;

/** Rolls back what a decision is about; superseded when it spoke of other traffic than there is, or is done already. */
export function considerRollback(turn: Turn, decision: Decision, axis: Axis<TrafficAction>): void {
  const { release, last_release, production } = turn.state;
  const inQuestion = release ?? last_release;
  const ofPlaces = !release && regionsOf(axis.scope).length > 0;
  const echo = last_release?.stage === 'rolled-back' && isOfOldTrouble(turn, decision, last_release);
  if (!release && !ofPlaces && last_release && echo) return afterRollback(turn, decision, last_release);
  if (inQuestion?.release !== decision.release && (release || isStale(turn, decision))) {
    answer(turn, 'rollback', 'superseded', `decided about other traffic (release ${decision.release})`);
    return;
  }
  const places = regionsOf(axis.scope);
  if (release && places.length > 0 && places.every((region) => release.without.includes(region))) {
    const scope = axis.scope;
    answer(turn, 'rollback', 'superseded', `${places.join(', ')} without the candidate already`, { scope });
    return;
  }
  const wish = {
    do: 'rollback',
    release: inQuestion?.release ?? null,
    to: axis.target ?? null,
    scope: axis.scope,
    rule: axis.rule,
    reason: axis.reason,
  } as const;
  const request = { automated: 'rollback', action: 'rollback', spends: 'rollback' } as const;
  const version = release?.version ?? production;
  if (permitted(turn, { ...request, wish, version, rule: axis.rule })) carryOut(turn, wish);
}

const isStale = (turn: Turn, decision: Decision): boolean =>
  turn.state.traffic_changed_at !== null &&
  decision.window[0] < seenFrom(turn.state, turn.state.traffic_changed_at);

/** When a rollback has had time to work (ms). */
const workedAt = (turn: Turn, { ended_at }: Release): number =>
  seenFrom(turn.state, ended_at) + CURE_WINDOWS * baseOf(turn.state);

/** What began after the rollback had worked is another story, to be judged anew. */
const isOfOldTrouble = (turn: Turn, { onset }: Decision, last: Release): boolean =>
  onset === null || onset[0] < workedAt(turn, last);

/** A rollback asked for after one: an echo, or, once it had time to work, the news that it did not cure. */
function afterRollback(turn: Turn, decision: Decision, last: Release): void {
  if (decision.window[0] < workedAt(turn, last)) {
    answer(turn, 'rollback', 'superseded', `${last.version} is rolled back already`);
    return;
  }
  answer(turn, 'rollback', 'refused', 'rollback_did_not_cure', { release: last.release });
  patch(turn, { hold: { by: 'person', reason: 'rollback_did_not_cure' } });
  notify(
    turn,
    'page',
    'ROLLBACK',
    'not-cured',
    `${turn.state.model}: rolling back ${last.version} did not cure what was seen. Releases stand still until a person promotes.`,
    decision.incident_id,
  );
}
