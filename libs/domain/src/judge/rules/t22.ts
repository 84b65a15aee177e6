import { EVERYWHERE } from '../../scope.js';
import { heardRoles } from '../breaks.js';
import type { EvidenceItem } from '../decision.js';
import { isUndetectable } from '../forecast.js';
import type { CountedDrift } from '../observe/drift.js';
import { toldDrift } from '../observe/drift-spells.js';
import type { ReleaseState } from '../observe/release.js';
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
    | 'announced'
    | 'underpowered'
    | 'contrast_above_pause'
    | 'no_control_role'
    | 'waiting_approval';
  readonly do: 'keep' | 'watch';
  /** Somebody must know of it: a release that nothing seen in its watch can move on. */
  readonly tell?: 'ticket';
  readonly evidence: readonly EvidenceItem[];
}

/** The first thing that is not simply quiet. */
function quietOf(state: JudgeState, report: Report): Quiet {
  const { release, retrain } = state.world;
  if (release?.drained_at != null) return { reason: 'waiting_approval', do: 'keep', evidence: [] };
  const unmet = release ? stepConditions(release, state).filter(({ met }) => !met) : [];
  if (release && unmet.length > 0) {
    const heard = heardRoles(report.serving);
    const alone = heard.length === 1 && heard[0] === 'candidate';
    const evidence = unmet.map((condition) => ({ ...condition.evidence, rule: 'T22' as const }));
    const doubt = unmet.some((condition) => condition.evidence.statistic === 'log_e');
    if (!alone && !doubt && isUndetectable(release, state.policy.contract))
      return {
        reason: 'underpowered',
        do: 'keep',
        tell: 'ticket',
        evidence: [visibleBy(release, state, evidence), ...evidence],
      };
    const reason = alone ? 'no_control_role' : doubt ? 'contrast_above_pause' : 'underpowered';
    return { reason, do: 'keep', evidence };
  }
  if (retrainBlocked(retrain, report.window[0]) && (riskChange(state) ?? mixChange(state)))
    return { reason: 'cooling_down', do: 'watch', evidence: [] };
  if (riskChange(state) ?? mixChange(state)) return { reason: 'harm_unknown', do: 'watch', evidence: [] };
  const { announced, unannounced } = toldDrift(state.drift, state.spells);
  if (unannounced.length > 0 && !provenBenign(state))
    return { reason: 'harm_unknown', do: 'watch', evidence: driftEvidence('T22', unannounced) };
  if (announced.length > 0)
    return { reason: 'announced', do: 'keep', evidence: announcedEvidence(state, announced) };
  return { reason: 'quiet', do: 'keep', evidence: [] };
}

/** Drift, each with the calendar change that it was announced by as its last count (ms). */
const announcedEvidence = ({ spells }: JudgeState, drift: readonly CountedDrift[]): EvidenceItem[] =>
  driftEvidence('T22', drift).map((item, i) => ({
    ...item,
    counts: { ...item.counts, announced_for: spells[drift[i]?.feature ?? '']?.announced?.at ?? 0 },
  }));

/** When enough will have been seen of a step, beside the end of a watch that would begin with it (ms). */
const visibleBy = (
  release: ReleaseState,
  { policy }: JudgeState,
  unmet: readonly EvidenceItem[],
): EvidenceItem => ({
  rule: 'T22',
  stream: 'enough seen for the next step by',
  scope: EVERYWHERE,
  statistic: 'at',
  value: release.visible?.by ?? null,
  threshold: release.step_since + policy.contract.gates.deploy.watch_ms,
  kind: 'asymptotic',
  counts: {
    step: release.step,
    ...Object.fromEntries(
      unmet
        .filter(({ statistic }) => statistic === 'units')
        .flatMap(({ value, threshold }) => [
          ['seen', value ?? 0],
          ['needed', threshold ?? 0],
        ]),
    ),
  },
});

/** T22: nothing above matches; the reason says whether all is quiet, labels are due, too little was seen, or one role serves. */
export const t22: Rule = {
  id: 'T22',
  condition: 'none of the above: quiet, labels still due, too little data, or one role only',
  holds: false,
  opinion(state, report): Opinion[] {
    const { reason, do: action, tell = 'none', evidence } = quietOf(state, report);
    return [
      {
        rule: 'T22',
        scope: EVERYWHERE,
        reason,
        statements: [
          { axis: 'traffic', do: 'continue' },
          { axis: 'data', do: 'clean' },
          { axis: 'model', do: action },
          { axis: 'people', do: tell },
        ],
        evidence,
        onset: null,
      },
    ];
  },
};
