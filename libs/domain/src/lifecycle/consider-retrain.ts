import type { Decision } from '../judge/decision.js';
import type { Axis, ModelAction } from '../judge/verdict.js';
import { carryOut } from './carry-out.js';
import { permitted } from './permission.js';
import { DAY_MS, seenFrom } from './tick-time.js';
import { answer, type Turn } from './turn.js';
import { onItsWay } from './version-steps.js';

/** Rows a retrain takes when the decision names no range: those of this many days before it. */
export const DEFAULT_TRAINING_DAYS = 30;

/** Orders a retrain on the decision's range up to the end of its window, unless one is under way or cooling down. */
export function considerRetrain(turn: Turn, decision: Decision, axis: Axis<ModelAction>): void {
  const { state } = turn;
  const until = decision.window[1];
  const from = axis.range?.[0] ?? Math.max(0, until - DEFAULT_TRAINING_DAYS * DAY_MS);
  const range = [from, until] as const;
  const refuse = (answered: 'refused' | 'superseded', reason: string): void =>
    void answer(turn, 'retrain', answered, reason, { range, version: null });
  const underWay = onItsWay(turn);
  const last = state.last_release;
  if (!state.record?.contract.pipeline) return refuse('refused', 'no_pipeline');
  if (underWay !== undefined) return refuse('superseded', `${underWay} is on its way`);
  if (last?.stage === 'complete' && decision.window[0] < seenFrom(state, last.ended_at))
    return refuse('superseded', `decided before ${last.version} in production was known`);
  if (state.cooling_until !== null && decision.window[0] < state.cooling_until)
    return refuse('refused', 'cooling_down');
  const wish = { do: 'retrain', rule: axis.rule, reason: axis.reason, range } as const;
  const request = { automated: 'retrain', action: 'retrain', spends: 'retrain' } as const;
  if (permitted(turn, { ...request, wish, version: null, rule: axis.rule })) carryOut(turn, wish);
}
