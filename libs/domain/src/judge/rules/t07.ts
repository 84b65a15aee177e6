import type { Scope } from '../../scope.js';
import {
  breakEvidence,
  inputBreaks,
  inputEvidence,
  neverNarrower,
  sharedBreak,
  sourceWord,
} from '../breaks.js';
import { sloLevel } from '../observe/service-levels.js';
import { changesIn, onsetTime } from '../onset.js';
import type { Opinion, Rule, Statement } from '../rule.js';
import type { JudgeState } from '../state.js';
import type { Window } from '../../window.js';

const foreign = ({ world, policy }: JudgeState, onset: Window, scope: Scope): boolean =>
  changesIn(world.changes, onset, scope, policy.contract.windows.base_ms).length === 0;

/** T7: a break every role shares and no change of ours explains: hold, keep broken inputs out, tell the dependency's owner. */
export const t07: Rule = {
  id: 'T7',
  condition:
    'a break shared by all roles, in every region or, for service levels, in those named, with no own change in its onset',
  holds: true,
  opinion(state, report): Opinion[] {
    const base = state.policy.contract.windows.base_ms;
    const level = sloLevel(state.regions.length, base);
    const shared = sharedBreak(state.levels.alarms, report.serving);
    const found = shared && { ...shared, scope: neverNarrower(state.latches, 'T7', undefined, shared.scope) };
    const onset = found?.onset && onsetTime(found.onset, base);
    const service: Opinion[] =
      found && onset && foreign(state, onset, found.scope)
        ? [opinionOf(found.scope, onset, [], breakEvidence('T7', found, report.serving, level, 'exact'))]
        : [];
    const inputs = inputBreaks(state.checks, report.serving).flatMap((input): Opinion[] => {
      const range = onsetTime(input.onset, base);
      const source = sourceWord(input);
      const before = state.latches.some(({ opinion }) => opinion.rule === 'T7' && opinion.source === source);
      if (!before && !input.scope.includes('all')) return [];
      const scope = neverNarrower(state.latches, 'T7', source, input.scope);
      if (!foreign(state, range, scope)) return [];
      const quarantine: Statement = { axis: 'data', do: 'quarantine', range };
      return [{ ...opinionOf(scope, range, [quarantine], inputEvidence('T7', input)), source }];
    });
    return [...service, ...inputs];
  },
};

const opinionOf = (
  scope: Scope,
  onset: Window,
  more: readonly Statement[],
  evidence: Opinion['evidence'],
): Opinion => ({
  rule: 'T7',
  scope,
  reason: 'shared_break',
  statements: [
    { axis: 'traffic', do: 'hold' },
    ...more,
    { axis: 'model', do: 'veto' },
    { axis: 'people', do: 'page' },
  ],
  evidence,
  onset,
});
