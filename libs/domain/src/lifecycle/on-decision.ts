import type { Decision } from '../judge/decision.js';
import { isLowPriority, type Axis, type DataAction, type TrafficAction } from '../judge/verdict.js';
import { carryOut } from './carry-out.js';
import { heed } from './heed-holds.js';
import { notify } from './notify.js';
import { permitted } from './permission.js';
import { extendsRange, quarantineRange } from './quarantine.js';
import { considerRetrain } from './consider-retrain.js';
import { considerRollback } from './consider-rollback.js';
import { remember } from './deeds.js';
import { seenFrom } from './tick-time.js';
import { answer, type Turn } from './turn.js';

/** Answers a decision: every axis that asks for something is applied, refused or superseded on the ledger. */
export function onDecision(turn: Turn, decision: Decision): void {
  const { traffic, data, model, people } = decision.vector;
  const severe = traffic.filter(({ do: action }) => SEVERE.has(action));
  for (const axis of severe) onSevere(turn, decision, axis);
  heed(turn, traffic);
  const promote = traffic.find((axis) => axis.do === 'promote');
  if (promote) onPromote(turn, decision, promote);
  for (const axis of data) if (axis.do === 'quarantine') onQuarantine(turn, decision, axis);
  const retrain = model.find((axis) => axis.do === 'retrain');
  if (retrain && !isLowPriority(retrain)) considerRetrain(turn, decision, retrain);
  const told = people.find((axis) => axis.do !== 'none');
  if (told && !decision.heartbeat)
    notify(
      turn,
      told.do === 'page' ? 'page' : 'ticket',
      decision.headline,
      decision.decision_id,
      decision.paragraph,
      decision.incident_id,
    );
  remember(turn, decision.decision_id);
  if (turn.entries === 0) answer(turn, 'notify', 'applied', decision.reason, { scope: decision.scope });
}

const SEVERE: ReadonlySet<TrafficAction> = new Set(['rollback', 'fallback', 'drain']);

function onSevere(turn: Turn, decision: Decision, axis: Axis<TrafficAction>): void {
  if (axis.do === 'drain') onDrain(turn, decision, axis);
  else if (axis.do === 'rollback') considerRollback(turn, decision, axis);
  else {
    const wish = { do: 'fallback', scope: axis.scope, rule: axis.rule, reason: axis.reason } as const;
    const request = { automated: 'rollback', action: 'fallback', version: null, spends: 'fallback' } as const;
    if (permitted(turn, { ...request, wish, rule: axis.rule })) carryOut(turn, wish);
  }
}

function onDrain(turn: Turn, decision: Decision, axis: Axis<TrafficAction>): void {
  const { release } = turn.state;
  if (!release || release.release !== decision.release) {
    answer(turn, 'drain', 'superseded', `no release ${decision.release} in flight`);
    return;
  }
  if (release.stage === 'drained') {
    answer(turn, 'drain', 'superseded', 'drained already');
    return;
  }
  const wish = { do: 'drain', release: release.release, rule: axis.rule, reason: axis.reason } as const;
  const request = { automated: 'rollback', action: 'drain', spends: 'drain' } as const;
  if (permitted(turn, { ...request, wish, version: release.version, rule: axis.rule })) carryOut(turn, wish);
}

function onPromote(turn: Turn, decision: Decision, axis: Axis<TrafficAction>): void {
  const { release, hold } = turn.state;
  if (!release || release.release !== decision.release)
    answer(turn, 'step', 'superseded', `no release ${decision.release} in flight`);
  else if (decision.window[0] < seenFrom(turn.state, release.stepped_at))
    answer(turn, 'step', 'superseded', `decided before step ${release.step} was known`);
  else if (release.stage === 'watching') answer(turn, 'step', 'superseded', 'at the last step already');
  else if (hold || release.stage === 'drained')
    answer(turn, 'step', 'refused', hold ? `held: ${hold.reason}` : 'drained');
  else {
    const wish = { do: 'step', release: release.release, rule: axis.rule, reason: axis.reason } as const;
    const request = { automated: 'promote', action: 'step', rule: null, spends: null } as const;
    if (permitted(turn, { ...request, wish, version: release.version })) carryOut(turn, wish);
  }
}

function onQuarantine(turn: Turn, decision: Decision, axis: Axis<DataAction>): void {
  const order = {
    range: axis.range ?? decision.onset ?? decision.window,
    scope: axis.scope,
    rule: axis.rule,
    reason: axis.reason,
  };
  if (extendsRange(turn, order)) {
    quarantineRange(turn, order);
    return;
  }
  const wish = { do: 'quarantine', ...order } as const;
  const request = { automated: 'quarantine', action: 'quarantine', spends: 'quarantine' } as const;
  if (permitted(turn, { ...request, wish, version: null, rule: axis.rule })) carryOut(turn, wish);
}
