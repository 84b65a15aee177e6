import { EVERYWHERE, scopeOf } from '../../scope.js';
import type { EvidenceItem } from '../decision.js';
import type { Opinion, Rule } from '../rule.js';
import type { JudgeState } from '../state.js';
import type { Window } from '../../window.js';

const LABELS = scopeOf('labels');

/** What is wrong with the labels, and the event time it spoils (ms). */
export interface LabelFault {
  readonly kind: 'coverage' | 'hard_break' | 'aligned_with_observation';
  readonly range: Window;
}

/** The fault of the labels that stands, if any: while it does nothing is learnt from them. */
export function labelFault({ labels, alignment }: JudgeState): LabelFault | undefined {
  if (labels.fault) return { kind: labels.fault.kind, range: [labels.fault.from, labels.fault.until] };
  const { fault } = alignment;
  return fault ? { kind: 'aligned_with_observation', range: [fault.from, fault.until] } : undefined;
}

const item = (
  statistic: string,
  members: Omit<EvidenceItem, 'rule' | 'scope' | 'statistic'>,
): EvidenceItem => ({
  rule: 'T10',
  scope: LABELS,
  statistic,
  ...members,
});

/** What tells each kind of fault. */
const EVIDENCE: Readonly<Record<LabelFault['kind'] | 'source', (state: JudgeState) => EvidenceItem>> = {
  coverage: ({ labels }) =>
    item('share_labelled', {
      stream: 'label coverage',
      value: labels.share,
      threshold: labels.expected,
      kind: 'asymptotic',
      counts: { low_batches: labels.lowBatches },
    }),
  hard_break: ({ labels }) =>
    item('hard_break', {
      stream: 'positive rate of labels',
      value: 1,
      threshold: 1,
      kind: 'exact',
      counts: { low_batches: labels.lowBatches },
    }),
  aligned_with_observation: ({ alignment: { fault } }) =>
    item('share_of_shift', {
      stream:
        fault?.told.measure === 'loss'
          ? 'loss by when labels were observed'
          : 'positive labels by when they were observed',
      value: fault && fault.told.after !== 0 ? fault.told.before / fault.told.after : null,
      threshold: 0.5,
      kind: 'asymptotic',
      counts: { labels: fault?.told.labels ?? 0, observed_from: fault?.told.at ?? 0 },
    }),
  source: () =>
    item('hard_break', {
      stream: 'label source',
      value: 1,
      threshold: 1,
      kind: 'exact',
      counts: {},
    }),
};

/** T10: labels stopped coming as they always did, or changed by when they were observed; the world may be as it was. */
export const t10: Rule = {
  id: 'T10',
  condition:
    'a change aligned with the time labels were observed in, coverage below expected in two batches, a hard break of the positive rate, or of the whole source',
  holds: true,
  opinion(state, report): Opinion[] {
    const { labels } = state.policy.contract;
    const source = labels && report.fleet.by_source[labels.source];
    const whole =
      source !== undefined && source !== null && source.models >= 2 && source.breaking >= source.models;
    const fault = labelFault(state);
    if (!labels || (!fault && !whole)) return [];
    const range = fault?.range ?? report.window;
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
        evidence: [EVIDENCE[kind](state)],
        onset: range,
        source: `labels ${labels.source}`,
      },
    ];
  },
};
