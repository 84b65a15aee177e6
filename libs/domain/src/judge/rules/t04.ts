import { EVERYWHERE, scopeOf } from '../../scope.js';
import { breakEvidence, inputBreaks, inputEvidence, sharedBreak, sourceWord } from '../breaks.js';
import { goBack } from '../go-back.js';
import { watchOf } from '../observe/timing.js';
import { onsetTime } from '../onset.js';
import { blamesChange, breakTime } from '../own-change.js';
import type { Opinion, Rule, Statement } from '../rule.js';

/** T4: a break everywhere right after our own change, with nobody to compare with: rolled back by timing alone. */
export const t04: Rule = {
  id: 'T4',
  condition:
    'a break everywhere by detectors started at our own change, no control role, other models healthy',
  holds: true,
  opinion(state, report): Opinion[] {
    const { timing, policy, regions } = state;
    if (!timing) return [];
    const base = policy.contract.windows.base_ms;
    const fresh = sharedBreak(timing.alarms, report.serving);
    const inputs = inputBreaks(state.checks, report.serving).filter(({ scope }) => scope.includes('all'));
    const broken = fresh?.scope.includes('all') ? fresh : undefined;
    const onset = broken?.onset ?? inputs[0]?.onset;
    if (!onset || !blamesChange(state, report, { onset, scope: EVERYWHERE })) return [];
    const { level } = watchOf(policy.contract, regions.length);
    return [
      {
        rule: 'T4',
        scope: EVERYWHERE,
        reason: 'break_after_own_change',
        statements: [
          ...goBack(state),
          ...inputs.map((input): Statement => ({
            axis: 'data',
            do: 'quarantine',
            range: onsetTime(input.onset, base),
            scope: scopeOf(sourceWord(input)),
          })),
          { axis: 'model', do: 'veto' },
          { axis: 'people', do: 'page' },
        ],
        evidence: [
          ...(broken ? breakEvidence('T4', broken, state, report, level, 'timing') : []),
          ...inputs.flatMap((input) => inputEvidence('T4', input, state, report)),
          fleetEvidence(report.fleet.models),
        ],
        onset: breakTime(onset, state),
      },
    ];
  },
};

/** That no other model breaks is part of the evidence, also where there is no other model. */
const fleetEvidence = (models: number): Opinion['evidence'][number] => ({
  rule: 'T4',
  stream: models === 0 ? 'other models on these topics: none' : 'other models on these topics',
  scope: EVERYWHERE,
  statistic: 'models_breaking',
  value: 0,
  threshold: 1,
  kind: 'timing',
  counts: { models, breaking: 0 },
});
