import { figure } from './figures.js';
import type { RuleId } from './verdict.js';

/** The sentence about errors that a rule's action may claim, and no more (judge §4). */
export function guaranteeOf(rule: RuleId, alpha: number | null, falsePerYear: number): string {
  switch (rule) {
    case 'T4':
      return 'G1t: by chance at most 0.1 % per change; it cannot tell a change from a coincidence';
    case 'T5':
      return `G1: a release within the margin is ever rolled back by contrast with probability at most ${figure((alpha ?? 0) * 100)} %`;
    case 'T7':
      return 'at most one false hold in a model-year';
    case 'T10':
    case 'T11':
      return `G2: at most ${figure(falsePerYear)} false action in a model-year while batches stay within the tolerated risk`;
    case 'T19':
      return 'asymptotic bound clustered by day; it triggers no action';
    case 'T20':
      return 'not harmful so far: harm of the size named would have shown; a quiet contrast is not equality';
    default:
      return 'none claimed';
  }
}
