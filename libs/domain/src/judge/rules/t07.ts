import type { Report } from '../../report/report.js';
import { scopeOf, type Scope } from '../../scope.js';
import type { Window } from '../../window.js';
import { isOn } from '../alarm.js';
import {
  breakEvidence,
  heardRoles,
  inputBreaks,
  inputEvidence,
  neverNarrower,
  sharedBreak,
  sourceWord,
} from '../breaks.js';
import { sloLevel } from '../observe/service-levels.js';
import { onsetTime } from '../onset.js';
import { blamesChange, blamesStep, breakTime, outlivesRollback, type Blamed } from '../own-change.js';
import type { Opinion, Rule, Statement } from '../rule.js';
import type { JudgeState } from '../state.js';

/** T7: a break every role shares and no change of ours explains: hold, keep broken inputs out, tell the dependency's owner. */
export const t07: Rule = {
  id: 'T7',
  condition:
    'a break shared by all roles, in every region or, for service levels, in those named, and no own change in its onset that T4 or T6 could undo',
  holds: true,
  opinion: (state, report) => [...serviceBreak(state, report), ...brokenInputs(state, report)],
};

function serviceBreak(state: JudgeState, report: Report): Opinion[] {
  if (heardRoles(report.serving).length === 0) return unheard(state);
  const base = state.policy.contract.windows.base_ms;
  const shared = sharedBreak(state.levels.alarms, report.serving);
  if (!shared?.onset) return [];
  const { onset } = shared;
  const scope = neverNarrower(state.latches, 'T7', undefined, shared.scope);
  if (blamesChange(state, report, { onset, scope }) || blamesStep(state, report, { onset, scope })) return [];
  const level = sloLevel(state.regions.length, base);
  const evidence = breakEvidence('T7', { ...shared, scope }, state, report, level, 'exact');
  return [opinionOf(state, report, { onset, scope }, [], evidence)];
}

/** In a window in which hardly anybody asks nothing is learnt of the break: what was said stands while an alarm does. */
const unheard = ({ latches, levels }: JudgeState): Opinion[] =>
  Object.values(levels.alarms).some(isOn)
    ? latches
        .filter(({ opinion: { rule, source } }) => rule === 'T7' && source === undefined)
        .map(({ opinion }) => opinion)
    : [];

/** What both versions read breaks for both of them: a step of ours moves answers, not inputs, and explains none of it. */
function brokenInputs(state: JudgeState, report: Report): Opinion[] {
  return inputBreaks(state.checks, report.serving).flatMap((input): Opinion[] => {
    const source = sourceWord(input);
    const before = state.latches.some(({ opinion }) => opinion.rule === 'T7' && opinion.source === source);
    if (!before && !input.scope.includes('all')) return [];
    const { onset } = input;
    const scope = neverNarrower(state.latches, 'T7', source, input.scope);
    if (blamesChange(state, report, { onset, scope })) return [];
    const quarantine: Statement = {
      axis: 'data',
      do: 'quarantine',
      range: onsetTime(onset, state.policy.contract.windows.base_ms),
      scope: scope.includes('all') ? scopeOf(source) : scopeOf(...scope, source),
    };
    return [
      {
        ...opinionOf(
          state,
          report,
          { onset, scope },
          [quarantine],
          inputEvidence('T7', input, state, report),
        ),
        source,
      },
    ];
  });
}

function opinionOf(
  state: JudgeState,
  report: Report,
  blamed: Blamed,
  more: readonly Statement[],
  evidence: Opinion['evidence'],
): Opinion {
  const onset: Window = breakTime(blamed.onset, state);
  const scope: Scope = blamed.scope;
  return {
    rule: 'T7',
    scope,
    reason: outlivesRollback(state, report, blamed) ? 'rollback_did_not_cure' : 'shared_break',
    statements: [
      { axis: 'traffic', do: 'hold' },
      ...more,
      { axis: 'model', do: 'veto' },
      { axis: 'people', do: 'page' },
    ],
    evidence,
    onset,
  };
}
