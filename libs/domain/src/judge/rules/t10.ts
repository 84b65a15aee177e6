import { EVERYWHERE, scopeOf } from '../../scope.js';
import type { EvidenceItem } from '../decision.js';
import type { Opinion, Rule } from '../rule.js';
import type { JudgeState } from '../state.js';

const LABELS = scopeOf('labels');

function evidenceOf({ labels }: JudgeState, kind: 'coverage' | 'hard_break' | 'source'): EvidenceItem {
  return {
    rule: 'T10',
    stream:
      kind === 'coverage'
        ? 'label coverage'
        : kind === 'hard_break'
          ? 'positive rate of labels'
          : 'label source',
    scope: LABELS,
    statistic: kind === 'coverage' ? 'share_labelled' : 'hard_break',
    value: kind === 'coverage' ? labels.share : 1,
    threshold: kind === 'coverage' ? labels.expected : 1,
    kind: kind === 'coverage' ? 'asymptotic' : 'exact',
    counts: { low_batches: labels.lowBatches },
  };
}

/** T10, first form: labels stopped coming as they always did, or say something impossible; the world may be as it was. */
export const t10: Rule = {
  id: 'T10',
  condition:
    'label coverage below expected in two batches, a hard break of the positive rate, or of the whole source',
  holds: true,
  opinion(state, report): Opinion[] {
    const { labels } = state.policy.contract;
    const source = labels && report.fleet.by_source[labels.source];
    const whole =
      source !== undefined && source !== null && source.models >= 2 && source.breaking >= source.models;
    const { fault } = state.labels;
    if (!labels || (!fault && !whole)) return [];
    const range = fault ? ([fault.from, fault.until] as const) : report.window;
    const kind = fault?.kind ?? 'source';
    return [
      {
        rule: 'T10',
        scope: LABELS,
        reason: `label_${kind}`,
        statements: [
          { axis: 'data', do: 'quarantine', range },
          { axis: 'model', do: 'veto', scope: EVERYWHERE },
          { axis: 'people', do: 'page', scope: EVERYWHERE },
        ],
        evidence: [evidenceOf(state, kind)],
        onset: range,
        source: `labels ${labels.source}`,
      },
    ];
  },
};
