import { EVERYWHERE } from '../../scope.js';
import { heardRoles } from '../breaks.js';
import type { EvidenceItem } from '../decision.js';
import { countedDrift } from '../observe/drift.js';
import { retrainBlocked } from '../observe/retraining.js';
import type { Opinion, Rule } from '../rule.js';
import type { JudgeState } from '../state.js';
import type { Report } from '../../report/report.js';
import { riskChange } from './t11.js';
import { mixChange } from './t12.js';
import { driftEvidence } from './t14.js';
import { provenBenign } from './t19.js';
import { stepConditions } from './t20.js';

interface Quiet {
  readonly reason:
    | 'quiet'
    | 'cooling_down'
    | 'harm_unknown'
    | 'underpowered'
    | 'contrast_above_pause'
    | 'no_control_role'
    | 'waiting_approval';
  readonly do: 'keep' | 'watch';
  readonly evidence: readonly EvidenceItem[];
}

/** The first thing that is not simply quiet. */
function quietOf(state: JudgeState, report: Report): Quiet {
  const { release, retrain } = state.world;
  if (release?.drained_at != null) return { reason: 'waiting_approval', do: 'keep', evidence: [] };
  const unmet = release ? stepConditions(release, state).filter(({ met }) => !met) : [];
  if (release && unmet.length > 0) {
    const alone = heardRoles(report.serving).length === 1;
    const evidence = unmet.map((condition) => ({ ...condition.evidence, rule: 'T22' as const }));
    const doubt = unmet.some((condition) => condition.evidence.statistic === 'log_e');
    const reason = alone ? 'no_control_role' : doubt ? 'contrast_above_pause' : 'underpowered';
    return { reason, do: 'keep', evidence };
  }
  if (retrainBlocked(retrain, report.window[0]) && (riskChange(state) ?? mixChange(state)))
    return { reason: 'cooling_down', do: 'watch', evidence: [] };
  if (riskChange(state) ?? mixChange(state)) return { reason: 'harm_unknown', do: 'watch', evidence: [] };
  if (countedDrift(state.drift).length > 0 && !provenBenign(state))
    return { reason: 'harm_unknown', do: 'watch', evidence: driftEvidence('T22', state) };
  return { reason: 'quiet', do: 'keep', evidence: [] };
}

/** T22: nothing above matches; the reason says whether all is quiet, labels are due, too little was seen, or one role serves. */
export const t22: Rule = {
  id: 'T22',
  condition: 'none of the above: quiet, labels still due, too little data, or one role only',
  holds: false,
  opinion(state, report): Opinion[] {
    const { reason, do: action, evidence } = quietOf(state, report);
    return [
      {
        rule: 'T22',
        scope: EVERYWHERE,
        reason,
        statements: [
          { axis: 'traffic', do: 'continue' },
          { axis: 'data', do: 'clean' },
          { axis: 'model', do: action },
          { axis: 'people', do: 'none' },
        ],
        evidence,
        onset: null,
      },
    ];
  },
};
