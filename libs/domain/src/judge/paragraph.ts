import { leadingEvidence, type DecisionRecord } from './decision-record.js';
import { figure, place, sentence } from './figures.js';
import { NO_GUARANTEE } from './guarantee.js';
import { nextStep, undoStep } from './next-step.js';
import { utcMinute } from './utc.js';
import { whatSentence } from './what-sentence.js';

/**
 * One English paragraph made from the record alone: what, where, since when, how certain, what was not done and why,
 * what comes next, how to undo it. Times are UTC.
 */
export function paragraphOf(record: DecisionRecord): string {
  return [
    heading(record),
    whatSentence(record),
    ...since(record),
    ...impact(record),
    certainty(record),
    ...record.why_not.map(({ action, because }) => `Not ${action}: ${because}.`),
    `Next: ${nextStep(record)}.`,
    `Undo: ${undoStep(record)}.`,
  ].join(' ');
}

function heading({ headline, scope, model, target, window, release, heartbeat }: DecisionRecord): string {
  const where = scope.includes('all') ? '' : ` ${place(scope)} only`;
  const towards = target?.version ? ` → ${target.version}` : '';
  const inRelease = release === 'none' ? '' : ` · release ${release}`;
  const again = heartbeat ? ' · unchanged for a day' : '';
  return `${headline}${where} · ${model}${towards}${inRelease} · ${utcMinute(window[1])} UTC${again}.`;
}

function since({ onset, changes, rule }: DecisionRecord): string[] {
  if (!onset) return [];
  const begin =
    rule === 'T11'
      ? `It began between ${utcMinute(onset[0])} and ${utcMinute(onset[1])}.`
      : `Since ${utcMinute(onset[0])}.`;
  const suspects = changes.map(({ summary, at }) => `${summary} (${utcMinute(at)})`).join(', ');
  return [begin, ...(suspects ? [`Changes in that time: ${suspects}.`] : [])];
}

function impact({ headline, impact: { predictions, units } }: DecisionRecord): string[] {
  if ((headline !== 'ROLLBACK' && headline !== 'PAUSE') || predictions === 0) return [];
  return [`${figure(predictions)} predictions to ${figure(units)} units are concerned.`];
}

function certainty(record: DecisionRecord): string {
  const item = leadingEvidence(record);
  const claimed = record.guarantee === NO_GUARANTEE ? '' : ` ${sentence(record.guarantee)}.`;
  if (!item || item.value === null || item.threshold === null || item.statistic === 'ms')
    return claimed === '' ? 'No error rate is claimed.' : `Certain as far as this goes:${claimed}`;
  const told = item.statistic === 'log_e' ? 'ln E' : item.statistic.replaceAll('_', ' ');
  return `Certain: ${told} ${figure(item.value)} against ${figure(item.threshold)}, ${item.kind}.${claimed}`;
}
