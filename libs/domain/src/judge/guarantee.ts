import { figure } from './figures.js';
import type { RuleId } from './verdict.js';

/** What is said of a rule that claims no error rate. */
export const NO_GUARANTEE = 'none claimed';

interface Budgets {
  readonly alpha: number;
  readonly falsePerYear: number;
}

const retrainBudget = ({ falsePerYear }: Budgets): string =>
  `at most ${figure(falsePerYear)} false action in a model-year while batches stay within the tolerated risk (G2)`;

const CLAIMS: Readonly<Partial<Record<RuleId, (budgets: Budgets) => string>>> = {
  T1: () => 'the same artifact gives the same answer to the same request',
  T3: () => 'at most one false quarantine in a model-year',
  T4: () => 'by chance at most 0.1 % per change; it cannot tell a change from a coincidence (G1t)',
  T5: ({ alpha }) =>
    `a release within the margin is ever rolled back by contrast with probability at most ${figure(alpha * 100)} % (G1)`,
  T6: () => 'at most one false drain in a model-year',
  T7: () => 'at most one false hold and one false quarantine in a model-year',
  T9: () => 'a division within 10 % of its plan is ever called uneven with probability at most 5 %',
  T10: retrainBudget,
  T11: retrainBudget,
  T12: retrainBudget,
  T16: () => 'a release within the margin is ever held for it with probability at most 5 %',
  T18: () =>
    'a release within the margin is ever taken back for it with probability at most 5 %, and only while its risk alarm stands',
  T19: () => 'asymptotic bound clustered by day; it triggers no action',
  T20: () => 'not harmful so far: harm of the size named would have shown; a quiet contrast is not equality',
};

/** The sentence about errors that a rule's action may claim, and no more (judge §4). */
export const guaranteeOf = (rule: RuleId, budgets: Budgets): string =>
  CLAIMS[rule]?.(budgets) ?? NO_GUARANTEE;
