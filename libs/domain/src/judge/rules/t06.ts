import { breakEvidence, neverNarrower, sharedBreak } from '../breaks.js';
import { sloLevel } from '../observe/service-levels.js';
import { blamesStep, breakTime } from '../own-change.js';
import type { Opinion, Rule } from '../rule.js';

/** T6: both roles break when the candidate gets more traffic: it may be what wears the other down, so it is drained. */
export const t06: Rule = {
  id: 'T6',
  condition:
    'a service level broken in both roles, an own step or release in its onset, and no drain that failed to help for 2 windows',
  holds: true,
  opinion(state, report): Opinion[] {
    const base = state.policy.contract.windows.base_ms;
    const found = sharedBreak(state.levels.alarms, report.serving);
    if (!found?.onset || !blamesStep(state, report, { scope: found.scope, onset: found.onset })) return [];
    const level = sloLevel(state.regions.length, base);
    return [
      {
        rule: 'T6',
        scope: neverNarrower(state.latches, 'T6', undefined, found.scope),
        reason: 'break_after_own_step',
        statements: [
          { axis: 'traffic', do: 'drain' },
          { axis: 'model', do: 'veto' },
          { axis: 'people', do: 'page' },
        ],
        evidence: breakEvidence('T6', found, state, report, level, 'exact'),
        onset: breakTime(found.onset, state),
      },
    ];
  },
};
