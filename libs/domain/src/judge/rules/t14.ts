import { BATCH_LABELS } from '@checkride/statistics/detector/risk';
import { EVERYWHERE, scopeOf } from '../../scope.js';
import { alarmEvidence, isOn } from '../alarm.js';
import type { EvidenceItem } from '../decision.js';
import type { CountedDrift } from '../observe/drift.js';
import { toldDrift } from '../observe/drift-spells.js';
import { kpiLevel } from '../observe/kpis.js';
import { onsetTime } from '../onset.js';
import type { Opinion, Rule } from '../rule.js';
import type { JudgeState } from '../state.js';
import type { RuleId } from '../verdict.js';

const HOUR_MS = 3_600_000;
const SOON_MS = 48 * HOUR_MS;

/** Drift that counts as evidence of a rule, worst input first. */
export const driftEvidence = (rule: RuleId, counted: readonly CountedDrift[]): EvidenceItem[] =>
  counted.map(({ feature, psi, windows, since }) => ({
    rule,
    stream: `drift of ${feature}`,
    scope: scopeOf(`feature=${feature}`),
    statistic: 'psi',
    value: psi,
    threshold: 0.2,
    kind: 'asymptotic',
    counts: { windows, since },
  }));

/** The smallest batch a risk is judged on (judge §3.2): what must be labelled by hand to know. */
const toLabel = (since: number): EvidenceItem => ({
  rule: 'T14',
  stream: 'answers to label',
  scope: EVERYWHERE,
  statistic: 'labels',
  value: 0,
  threshold: BATCH_LABELS,
  kind: 'deterministic',
  counts: { since },
});

function kpiEvidence({ kpis, policy }: JudgeState): EvidenceItem[] {
  return Object.entries(kpis)
    .filter(([, { alarm }]) => isOn(alarm))
    .map(([kpi, { alarm }]) => ({
      rule: 'T14',
      stream: `kpi.${kpi}`,
      scope: EVERYWHERE,
      statistic: 'log_e',
      value: alarmEvidence(alarm),
      threshold: kpiLevel(policy.contract),
      kind: 'exact',
      counts: {},
    }));
}

/**
 * From when on answers are surely of the time after: the end of a KPI's onset set, the start of a drift spell; as said
 * before while the match lasts.
 */
function begin({ kpis, policy, window, latches }: JudgeState, drifted: readonly CountedDrift[]): number {
  const before = latches.find(({ opinion }) => opinion.rule === 'T14')?.opinion.onset?.[0];
  const base = policy.contract.windows.base_ms;
  const alarmed = Object.values(kpis).flatMap(({ alarm }) =>
    alarm.onset ? [onsetTime(alarm.onset, base)[1]] : [],
  );
  return Math.min(before ?? window[0], window[0], ...alarmed, ...drifted.map(({ since }) => since));
}

/** T14: something moved and no truth will come for two days to say whether it does harm: hold, and ask for labels. */
export const t14: Rule = {
  id: 'T14',
  condition:
    'drift that counts and was not announced, or a KPI below its phase, and no cohort matures within 48 hours',
  holds: true,
  opinion(state): Opinion[] {
    const { labels } = state.policy.contract;
    const { unannounced } = toldDrift(state.drift, state.spells);
    const evidence = [...driftEvidence('T14', unannounced), ...kpiEvidence(state)];
    if (evidence.length === 0) return [];
    const began = begin(state, unannounced);
    const cohort = labels ? Math.max(labels.batch_ms, HOUR_MS) : 0;
    if (labels && began + cohort + labels.mature_after_ms <= state.window[1] + SOON_MS) return [];
    return [
      {
        rule: 'T14',
        scope: EVERYWHERE,
        reason: 'harm_unknown',
        statements: [
          { axis: 'traffic', do: 'hold' },
          { axis: 'model', do: 'watch' },
          { axis: 'people', do: 'ticket' },
        ],
        evidence: [...evidence, toLabel(began)],
        onset: [began, state.window[1]],
        source: 'unlabelled drift',
      },
    ];
  },
};
