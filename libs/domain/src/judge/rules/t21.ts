import { EVERYWHERE } from '../../scope.js';
import type { EvidenceItem } from '../decision.js';
import { maturedSince } from '../observe/matured-rows.js';
import { retrainBlocked } from '../observe/retraining.js';
import type { Opinion, Rule } from '../rule.js';
import type { JudgeState } from '../state.js';

/** Since when the schedule counts: the last order, else the beginning of the version that serves (ms). */
const countedFrom = ({ world }: JudgeState): number | undefined => {
  const served = world.champion?.since;
  const ordered = world.retrain.ordered_at;
  return ordered === null ? served : Math.max(ordered, served ?? ordered);
};

/** What a retraining could win back: the loss beyond what the scores promise since then, beside a normal day's. */
function price({ risk, matured, world }: JudgeState, since: number): EvidenceItem {
  const { rows, excess } = maturedSince(matured, since, world.quarantined);
  return {
    rule: 'T21',
    stream: 'excess loss since then, against a normal day',
    scope: EVERYWHERE,
    statistic: 'loss',
    value: excess,
    threshold: risk.profile?.day_loss ?? null,
    kind: 'asymptotic',
    counts: { rows },
  };
}

/** T21: the contract asks for a retraining every so often; it is done because it was asked for, and priced. */
export const t21: Rule = {
  id: 'T21',
  condition: "the contract's retraining schedule is due",
  holds: false,
  opinion(state, report): Opinion[] {
    const { labels, signals } = state.policy.contract;
    const since = countedFrom(state);
    const every = signals.retrain.schedule_ms;
    if (!labels || every === null || since === undefined || report.window[1] - since < every) return [];
    if (retrainBlocked(state.world.retrain, report.window[0])) return [];
    return [
      {
        rule: 'T21',
        scope: EVERYWHERE,
        reason: 'policy',
        statements: [
          { axis: 'model', do: 'retrain' },
          { axis: 'people', do: 'none' },
        ],
        evidence: [
          {
            rule: 'T21',
            stream: 'time since the last retraining',
            scope: EVERYWHERE,
            statistic: 'ms',
            value: report.window[1] - since,
            threshold: every,
            kind: 'deterministic',
            counts: {},
          },
          price(state, since),
        ],
        onset: null,
      },
    ];
  },
};
