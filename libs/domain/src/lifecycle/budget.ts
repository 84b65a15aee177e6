import type { RuleId } from '../judge/verdict.js';
import type { ControllerState, SpentAction } from './state.js';
import { DAY_MS } from './tick-time.js';
import { patch, type Turn } from './turn.js';

/** Automatic actions per 24 hours of ticks (judge.md, Situations); one of them is kept for a rollback. */
const DAILY_BUDGET = 4;

/** How often one rule may act by itself in 24 hours of ticks; beyond that a person decides. */
const SAME_RULE_LIMIT = 2;

const withinDay = (state: ControllerState, at: number): readonly SpentAction[] =>
  state.spent.filter((action) => at - action.at < DAY_MS);

/** Why an automatic action may not be taken now, or undefined: the day's budget, or a rule that acted twice already. */
export function overspent(
  state: ControllerState,
  at: number,
  action: SpentAction['action'],
  rule: RuleId,
): 'budget_spent' | 'rule_repeats' | undefined {
  const spent = withinDay(state, at);
  if (spent.filter((earlier) => earlier.rule === rule).length >= SAME_RULE_LIMIT) return 'rule_repeats';
  const rescue = action === 'rollback' || action === 'fallback';
  const others = spent.filter((earlier) => earlier.action !== 'rollback' && earlier.action !== 'fallback');
  if (spent.length >= DAILY_BUDGET) return 'budget_spent';
  return !rescue && others.length >= DAILY_BUDGET - 1 ? 'budget_spent' : undefined;
}

/** Counts an automatic action. */
export function spend(turn: Turn, action: SpentAction['action'], rule: RuleId): void {
  const at = turn.at ?? 0;
  patch(turn, { spent: [...withinDay(turn.state, at), { at, action, rule }] });
}
