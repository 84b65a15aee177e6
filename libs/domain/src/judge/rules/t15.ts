import { EVERYWHERE } from '../../scope.js';
import type { Opinion, Rule } from '../rule.js';
import { t21 } from './t21.js';

const PRESSING: ReadonlySet<string> = new Set(['T11', 'T12', 'T21']);

/**
 * T15: labels that the model's own decisions have shaped teach a new model the old one's decisions. Without a slice
 * that is decided at random nothing is trained on them; people hear of it when a training was due.
 */
export const t15: Rule = {
  id: 'T15',
  condition: 'labels depend on the decision and the contract names no random slice',
  holds: false,
  opinion(state, report, earlier): Opinion[] {
    const { labels } = state.policy.contract;
    if (!labels?.influenced_by_decision || labels.random_slice) return [];
    // The schedule stands further down the table; that it is due must be known here.
    const due = [...earlier, ...t21.opinion(state, report, earlier)].find(
      ({ rule, statements }) =>
        PRESSING.has(rule) &&
        statements.some(({ axis, do: action }) => axis === 'model' && action === 'retrain'),
    );
    return [
      {
        rule: 'T15',
        scope: EVERYWHERE,
        reason: due ? 'retrain_on_own_decisions' : 'labels_shaped_by_decisions',
        statements: [
          { axis: 'model', do: 'veto' },
          ...(due ? [{ axis: 'people', do: 'ticket' } as const] : []),
        ],
        evidence: [
          {
            rule: 'T15',
            stream: 'labels decided at random',
            scope: EVERYWHERE,
            statistic: 'slices',
            value: 0,
            threshold: 1,
            kind: 'deterministic',
            counts: {},
          },
        ],
        // As long as nothing is due this is how the contract is, and nothing has happened.
        onset: due ? (due.onset ?? report.window) : null,
      },
    ];
  },
};
