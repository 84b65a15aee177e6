import { DATA, MODEL, PEOPLE, TRAFFIC, type Verdict } from '@checkride/domain/judge/verdict';
import type { Played } from '../harness/play.js';
import type { Accept, AxisName } from '../interface.js';

/** Values of an axis, mildest first. */
export const ORDER: Readonly<Record<AxisName, readonly string[]>> = {
  traffic: TRAFFIC,
  data: DATA,
  model: MODEL,
  people: PEOPLE,
};

/** Axis of each action that stays done. */
const LATCHED: Readonly<Record<string, AxisName>> = {
  rollback: 'traffic',
  drain: 'traffic',
  fallback: 'traffic',
  quarantine: 'data',
  retrain: 'model',
};

/** Something that was done and stays done, from the minute on which it shows. */
export interface LatchedAction {
  readonly minute: number;
  readonly axis: AxisName;
  readonly do: string;
  readonly scope: readonly string[];
  readonly target: string | null;
  readonly reason: string;
}

/** What was applied of the actions that stay done; what an episode's own tool did is not among it. */
export const latchedActions = ({ ledger }: Played): LatchedAction[] =>
  ledger.flatMap(({ minute, entry }) => {
    const axis = LATCHED[entry.action];
    if (!axis || entry.answer !== 'applied' || entry.cause.actor === 'deploy-tool') return [];
    const { action, scope, target, reason } = entry;
    return [{ minute, axis, do: action, scope, target, reason }];
  });

/** One statement in force. */
export interface InForce {
  readonly do: string;
  readonly scope: readonly string[];
  readonly target: string | null;
}

/** The verdict in force at a minute, its statements by axis; nothing before the first. */
export function inForceAt(
  { verdicts }: Played,
  minute: number,
): Readonly<Record<AxisName, readonly InForce[]>> {
  const verdict = verdicts.findLast((one) => one.minute <= minute)?.verdict;
  const of = (axis: keyof Verdict): InForce[] =>
    (verdict?.[axis] ?? []).map(({ do: action, scope, target }) => ({
      do: action,
      scope,
      target: target ?? null,
    }));
  return { traffic: of('traffic'), data: of('data'), model: of('model'), people: of('people') };
}

/** `veto` and `keep` are one value. */
export const sameValue = (a: string, b: string): boolean => alike(a) === alike(b);
const alike = (value: string): string => (value === 'veto' ? 'keep' : value);

/** The axes an accept vector names. */
export const axesOf = (accept: Accept): AxisName[] =>
  (['traffic', 'data', 'model', 'people'] as const).filter((axis) => accept[axis] !== undefined);
