import type { Axis, RuleId, Verdict } from '../judge/verdict.js';
import { EVERYWHERE } from '../scope.js';

/** Rule id under which a policy that is no table of rules files what it says. */
const NONE: RuleId = 'T22';

/** One statement of a simple policy, everywhere unless told otherwise. */
export const say = <A extends string>(action: A, reason: string, more: Partial<Axis<A>> = {}): Axis<A> => ({
  do: action,
  scope: EVERYWHERE,
  rule: NONE,
  reason,
  ...more,
});

const QUIET: Verdict = {
  traffic: [say('continue', 'quiet')],
  data: [say('clean', 'quiet')],
  model: [say('keep', 'quiet')],
  people: [say('none', 'quiet')],
};

/** A verdict that says something on some axes and has no opinion on the others. */
export const verdictOf = (said: Partial<Verdict> = {}): Verdict => ({ ...QUIET, ...said });
