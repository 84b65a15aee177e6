import type { EvidenceItem } from './decision.js';
import { leadingEvidence, type DecisionRecord } from './decision-record.js';
import { duration, eValue, figure, sentence } from './figures.js';
import { NO_GUARANTEE } from './guarantee.js';
import type { RuleId } from './verdict.js';

/** What is held against chance, by rule; a break elsewhere. */
const CAUSE: Readonly<Partial<Record<RuleId, string>>> = {
  T5: 'a worse candidate',
  T9: 'an uneven division',
  T11: 'a changed relation',
  T12: 'a higher risk',
  T14: 'a lower KPI',
  T16: 'a worse candidate',
  T18: 'a worse release',
};

/** How sure a decision is: its leading figure in words with the kind of evidence, and what may be claimed for the rule. */
export function certainty(record: DecisionRecord): string[] {
  const { rule, reason } = record;
  if (rule === 'T22') return reason === 'quiet' ? ['That no alarm stands is no proof of health.'] : [];
  if (rule === 'T20' && !reason.startsWith('step_'))
    return ['The bounds are asymptotic, and a quiet contrast is not equality.'];
  if (rule === 'T19') return ['How sure: the bound is asymptotic, clustered by day, and triggers no action.'];
  const item = leadingEvidence(record);
  const claim = record.guarantee === NO_GUARANTEE ? [] : [`${sentence(record.guarantee)}.`];
  const told = item && tell(rule, item);
  return [...(told === undefined ? [] : [told]), ...claim];
}

function tell(rule: RuleId, item: EvidenceItem): string | undefined {
  const { statistic, value, threshold, kind, stream } = item;
  if (statistic === 'windows_bad')
    return `How sure: bad in ${figure(value ?? 0)} ${value === 1 ? 'window' : 'windows'}, each of which chance makes bad less than once in a thousand (${kind}).`;
  if (value === null || threshold === null) return undefined;
  if (statistic === 'log_e') return againstChance(rule, item, value, threshold);
  if (rule === 'T20' || rule === 'T15') return undefined;
  if (statistic === 'ms_different') return 'Certain: answers name their runtime themselves (deterministic).';
  if (kind === 'deterministic') {
    const read = statistic === 'ms' ? duration : figure;
    return `Certain: counted, ${statistic.replaceAll('_', ' ')} ${read(value)}, limit ${read(threshold)} (deterministic).`;
  }
  return `How sure: ${statistic === 'psi' ? 'PSI' : stream} ${figure(value)} against ${figure(threshold)} (${kind}: holds for large samples).`;
}

function againstChance(rule: RuleId, { kind }: EvidenceItem, value: number, threshold: number): string {
  const figures = `(ln E ${figure(value)} against ${figure(threshold)}, ${kind})`;
  const cause = CAUSE[rule] ?? 'a break';
  const sure = kind === 'timing' ? 'Sure by timing alone, which is weaker' : 'How sure';
  return value >= threshold
    ? `${sure}: ${cause} explains it ${eValue(value)} times better than chance, ${eValue(threshold)} is enough ${figures}.`
    : `${sure}: ${cause} now explains it ${eValue(value)} times better than chance, after more than the ${eValue(threshold)} that is enough ${figures}.`;
}
