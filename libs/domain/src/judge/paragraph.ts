import { certainty } from './certainty.js';
import type { SuspectChange, WhyNot } from './decision.js';
import type { DecisionRecord } from './decision-record.js';
import { figure, isRegional, place } from './figures.js';
import { isOfCandidate } from './impact.js';
import { nextStep, undoStep } from './next-step.js';
import { utcMinute, utcSpan } from './utc.js';
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
    ...certainty(record),
    ...grouped(record.why_not),
    `Next: ${nextStep(record)}.`,
    `Undo: ${undoStep(record)}.`,
  ].join(' ');
}

function heading({ headline, scope, model, target, window, versions, heartbeat }: DecisionRecord): string {
  const where = scope.includes('all') ? '' : ` ${place(scope)}${isRegional(scope) ? ' only' : ''}`;
  const { candidate, serving } = versions;
  const leaves = candidate ?? serving;
  const back = headline === 'ROLLBACK' && leaves !== null && leaves !== target?.version;
  const which = back
    ? ` ${leaves} → ${target?.version ?? 'the version before'}`
    : candidate === null
      ? ''
      : ` ${candidate}`;
  const again = heartbeat ? ' · unchanged for a day' : '';
  return `${headline}${where} · ${model}${which} · ${utcMinute(window[1])} UTC${again}.`;
}

/** Rules whose onset is the release's own time. */
const OF_THE_RELEASE: ReadonlySet<string> = new Set(['T5', 'T16']);
/** Rules whose sentence says itself since when. */
const TELLS_ITSELF: ReadonlySet<string> = new Set(['T8', 'T20']);
/** Rules whose onset is a time that it began in; elsewhere it is the time it has lasted. */
const BEGAN_WITHIN: ReadonlySet<string> = new Set(['T4', 'T6', 'T11', 'T12', 'T18']);

function since({ onset, changes, rule, evidence }: DecisionRecord): string[] {
  if (!onset)
    return told(changes).map(({ summary, at }) => `Within the last day: ${summary} (${utcMinute(at)}).`);
  if (TELLS_ITSELF.has(rule)) return [];
  if (rule === 'T10') return [`Labels of what happened since ${utcMinute(onset[0])} are spoilt.`];
  const within =
    BEGAN_WITHIN.has(rule) ||
    evidence.some((item) => item.rule === 'T7' && rule === 'T7' && item.statistic === 'log_e');
  const begin = OF_THE_RELEASE.has(rule)
    ? `Seen since the release began, ${utcMinute(onset[0])}.`
    : within
      ? `It began between ${utcSpan(onset, 'and')}.`
      : `Since ${utcMinute(onset[0])}.`;
  const suspects = told(changes)
    .filter(({ kind }) => !OF_THE_RELEASE.has(rule) || kind !== 'release')
    .map(({ summary, at }) => `${summary} (${utcMinute(at)})`)
    .join(', ');
  return [begin, ...(suspects ? [`Changes in that time: ${suspects}.`] : [])];
}

/** Changes without those whose words another one repeats: a deploy tool tells of the release it makes. */
const told = (changes: readonly SuspectChange[]): SuspectChange[] =>
  changes.filter(
    ({ summary }, i) =>
      !changes.some(
        (other, j) => j !== i && other.summary.includes(summary) && (other.summary !== summary || j < i),
      ),
  );

/** Rules about labels, risk or drift: whoever is answered in the meantime is not what they are about. */
const OF_NO_ANSWERS: ReadonlySet<string> = new Set(['T10', 'T11', 'T12', 'T14', 'T15']);

function impact({ incident_id, versions, rule, impact: { predictions, units } }: DecisionRecord): string[] {
  if (incident_id === null || predictions === 0 || OF_NO_ANSWERS.has(rule)) return [];
  const touched = `${figure(predictions)} answers to ${figure(units)} units`;
  return versions.candidate !== null && isOfCandidate(rule)
    ? [`${versions.candidate} has given ${touched}.`]
    : [`Touched since it was noticed: ${touched}.`];
}

/** Why not each other action; actions that the same reason speaks against stand together. */
function grouped(whyNot: readonly WhyNot[]): string[] {
  const reasons = new Map<string, string[]>();
  for (const { action, because } of whyNot) reasons.set(because, [...(reasons.get(because) ?? []), action]);
  return [...reasons].map(([because, actions]) => `Not ${actions.join(', not ')}: ${because}.`);
}
