import type { RuleId } from '../judge/verdict.js';
import { meets, type Scope } from '../scope.js';
import type { QuarantinedRange } from './state.js';
import { answer, patch, type Turn } from './turn.js';

/** What to keep out of training. */
export interface QuarantineOrder {
  readonly range: readonly [number, number];
  readonly scope: Scope;
  readonly rule: RuleId;
  readonly reason: string;
}

const touches = (known: QuarantinedRange, { range, scope, rule }: QuarantineOrder): boolean =>
  known.rule === rule &&
  meets(known.scope, scope) &&
  range[0] <= known.range[1] &&
  range[1] >= known.range[0];

/** Whether an order only extends a range the same rule quarantined before. */
export const extendsRange = (turn: Turn, order: QuarantineOrder): boolean =>
  turn.state.quarantined_ranges.some((known) => touches(known, order));

/** Records a range as quarantined; touching ranges of the same rule become one. */
export function quarantineRange(turn: Turn, order: QuarantineOrder): void {
  const joined = turn.state.quarantined_ranges.filter((known) => touches(known, order));
  const range: readonly [number, number] = [
    Math.min(order.range[0], ...joined.map((known) => known.range[0])),
    Math.max(order.range[1], ...joined.map((known) => known.range[1])),
  ];
  const scope = [...new Set([...order.scope, ...joined.flatMap((known) => known.scope)])].sort();
  patch(turn, {
    quarantined_ranges: [
      ...turn.state.quarantined_ranges.filter((known) => !joined.includes(known)),
      { range, scope: scope.includes('all') ? ['all'] : scope, rule: order.rule },
    ],
  });
  answer(turn, 'quarantine', 'applied', order.reason, { range, scope: order.scope, version: null });
}
