import type { Decision, EvidenceItem } from './decision.js';
import { duration, figure, percent } from './figures.js';
import { utcMinute } from './utc.js';

/** A decision before its paragraph: all the paragraph may use. */
export type DecisionRecord = Omit<Decision, 'paragraph'>;

/**
 * One English paragraph made from the record alone: what, where, since when, how certain, what was not done and why,
 * what comes next, how to undo it. Times are UTC.
 */
export function paragraphOf(record: DecisionRecord): string {
  return [
    heading(record),
    what(record),
    ...since(record),
    ...impact(record),
    certainty(record),
    ...record.why_not.map(({ action, because }) => `Not ${action}: ${because}.`),
    `Next: ${next(record)}.`,
    `Undo: ${undo(record)}.`,
  ].join(' ');
}

const place = (scope: readonly string[]): string =>
  scope.includes('all')
    ? 'everywhere'
    : scope.map((word) => word.replace('segment.', '').replace('=', ' ')).join(', ');

const leading = ({ evidence, rule }: DecisionRecord): EvidenceItem | undefined =>
  evidence.find((item) => item.rule === rule);

function heading({ headline, scope, model, target, window, release, heartbeat }: DecisionRecord): string {
  const where = scope.includes('all') ? '' : ` ${place(scope)} only`;
  const towards = target?.version ? ` → ${target.version}` : '';
  const inRelease = release === 'none' ? '' : ` · release ${release}`;
  const again = heartbeat ? ' · unchanged for a day' : '';
  return `${headline}${where} · ${model}${towards}${inRelease} · ${utcMinute(window[1])} UTC${again}.`;
}

function what(record: DecisionRecord): string {
  const item = leading(record);
  switch (record.rule) {
    case 'T5':
      return item ? contrastSentence(item) : '';
    case 'T4':
      return `${item?.stream ?? 'a service level'} broke ${place(record.scope)} right after a change of ours, and no second version was there to compare with.`;
    case 'T7':
      return `${sentence(item?.stream ?? 'a stream')} is broken ${place(record.scope)}, in every version that answers, and no change of ours explains it.`;
    case 'T10':
      return `Labels cannot be trusted: ${item?.stream ?? 'the stream'} ${item?.statistic === 'share_labelled' ? `is ${percent(item.value ?? 0)} where ${percent(item.threshold ?? 0)} is normal` : 'is far from anything seen before'}.`;
    case 'T11':
      return `The model's scores no longer mean what they did ${place(record.scope)}: matured losses exceed what the same scores cost before by more than the tolerance, and ${figure(item?.counts['rows'] ?? 0)} clean rows have matured since the change.`;
    case 'T14':
      return `${sentence(driftedInputs(record))}, and no label matures within two days to say whether it does harm.`;
    case 'T17':
      return `The stream of ${item?.stream ?? 'predictions'} is not usable ${place(record.scope)}: ${figure(item?.value ?? 0)} windows running.`;
    case 'T19':
      return `${sentence(driftedInputs(record))}, and it does no harm: a week's matured loss is at most ${figure(item?.value ?? 0)} (mean + 3 standard errors), below the ${figure(item?.threshold ?? 0)} tolerated at these hours.`;
    case 'T20':
      return `Nothing seen so far speaks against ${record.target?.version ?? 'the candidate'}: ${record.evidence
        .filter(({ rule }) => rule === 'T20')
        .map(condition)
        .join('; ')}.`;
    default:
      return quietSentence(record);
  }
}

function contrastSentence({ stream, scope, counts, margin }: EvidenceItem): string {
  const { candidate_n = 0, candidate_k = 0, control_n = 0, control_k = 0 } = counts;
  const metric = (stream.split('|', 1)[0] ?? stream).replace('_', ' ');
  const rate = (k: number, n: number): string => `${percent(n === 0 ? 0 : k / n)} of ${figure(n)}`;
  const where = scope.includes('all') ? 'In all segments together' : `In ${place(scope)}`;
  return `${where} the candidate's ${metric} is ${rate(candidate_k, candidate_n)}, the version beside it ${rate(control_k, control_n)}: more than the odds ratio of ${margin ?? 1} that would be harmless.`;
}

function driftedInputs({ evidence, rule }: DecisionRecord): string {
  const drifted = evidence.filter((item) => item.rule === rule && item.statistic === 'psi').slice(0, 3);
  if (drifted.length === 0) return leading({ evidence, rule } as DecisionRecord)?.stream ?? 'something moved';
  return `${drifted.map(({ stream, value }) => `${stream.replace('drift of ', '')} (PSI ${figure(value ?? 0)})`).join(', ')} ${drifted.length === 1 ? 'has' : 'have'} drifted`;
}

function condition({ stream, statistic, value, threshold }: EvidenceItem): string {
  if (statistic === 'log_e')
    return `strongest contrast ${stream}, ln E ${figure(value ?? 0)} of ${figure(threshold ?? 0)} for a pause`;
  const read = statistic === 'ms' ? duration : figure;
  return `${stream} ${read(value ?? 0)} (at least ${read(threshold ?? 0)})`;
}

const AFTER_HOLD: Readonly<Record<string, string>> = {
  underpowered: 'the next step as soon as the conditions above are met',
  harm_unknown: 'the labels that are due will tell',
  cooling_down: 'the version in the making, or a new order after the cool-down',
};

const QUIET: Readonly<Record<string, string>> = {
  quiet: 'Nothing is wrong: no check is open and no detector stands above its level.',
  underpowered: 'The release stays at its share: too little has been seen to go on.',
  no_control_role:
    'The release stays as it is: only one version answers, so there is nothing to compare it with.',
  harm_unknown: 'Something has moved and it is not known yet whether it does harm.',
  cooling_down: 'A retraining is under way or too recent for another one.',
};

function quietSentence(record: DecisionRecord): string {
  const drift = record.evidence.some(({ statistic }) => statistic === 'psi');
  const said = QUIET[record.reason] ?? `${sentence(record.reason.replaceAll('_', ' '))}.`;
  return drift && record.reason === 'harm_unknown' ? `${sentence(driftedInputs(record))}. ${said}` : said;
}

function since({ onset, changes, rule }: DecisionRecord): string[] {
  if (!onset) return [];
  const begin =
    rule === 'T11' ? `between ${utcMinute(onset[0])} and ${utcMinute(onset[1])}` : utcMinute(onset[0]);
  const suspects = changes.map(({ summary, at }) => `${summary} (${utcMinute(at)})`).join(', ');
  return [
    rule === 'T11' ? `It began ${begin}.` : `Since ${begin}.`,
    ...(suspects ? [`Changes in that time: ${suspects}.`] : []),
  ];
}

function impact({ headline, impact: { predictions, units } }: DecisionRecord): string[] {
  if (headline !== 'ROLLBACK' && headline !== 'PAUSE') return [];
  return predictions === 0
    ? []
    : [`${figure(predictions)} predictions to ${figure(units)} units are concerned.`];
}

function certainty(record: DecisionRecord): string {
  const item = leading(record);
  const guarantee = record.guarantee === 'none claimed' ? '' : ` ${sentence(record.guarantee)}.`;
  if (!item || item.value === null || item.threshold === null || item.statistic === 'ms')
    return guarantee === '' ? 'No error rate is claimed.' : `Certain as far as this goes:${guarantee}`;
  const told = item.statistic === 'log_e' ? 'ln E' : item.statistic.replaceAll('_', ' ');
  return `Certain: ${told} ${figure(item.value)} against ${figure(item.threshold)}, ${item.kind}.${guarantee}`;
}

function next({ headline, automation, target, rule, reason, model, decision_id }: DecisionRecord): string {
  const by = (kind: keyof DecisionRecord['automation'], done: string): string =>
    automation[kind] === 'auto'
      ? done
      : automation[kind] === 'manual'
        ? `a person approves (checkride approve ${model} ${decision_id}), then ${done}`
        : `written down only (dry-run); with automation on, ${done}`;
  switch (headline) {
    case 'ROLLBACK': {
      const check = target?.verified ? '' : ' if it proves to be registered';
      return by('rollback', `all traffic goes back to ${target?.version ?? 'the version before'}${check}`);
    }
    case 'PAUSE':
      return 'the release stands still until this is over';
    case 'FIX_DATA':
      return by('quarantine', 'the range is kept out of training, and its owner repairs the source');
    case 'RETRAIN':
      return by(
        'retrain',
        'a model is trained on the time after the change, must pass its gates, and starts as a canary',
      );
    case 'PROMOTE':
      return by('promote', `${target?.version ?? 'the candidate'} takes the next step`);
    default:
      return rule === 'T22' || rule === 'T19'
        ? 'nothing to do'
        : 'somebody looks at it; nothing is changed by itself';
  }
}

function undo({ headline, model, target }: DecisionRecord): string {
  switch (headline) {
    case 'ROLLBACK':
      return `checkride promote ${model}`;
    case 'PROMOTE':
      return `checkride rollback ${model}`;
    case 'RETRAIN':
      return `checkride reject ${model} with the version it makes`;
    case 'PAUSE':
      return `checkride promote ${model}${target?.version ? ` ${target.version}` : ''}`;
    case 'FIX_DATA':
      return 'the range comes back into training when the source has healed';
    default:
      return 'nothing was changed';
  }
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
