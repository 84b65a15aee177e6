import type { EvidenceItem } from './decision.js';
import { duration, figure, percent, sentence, where } from './figures.js';
import { leadingEvidence, type DecisionRecord } from './decision-record.js';
import { artifactSentence, divisionSentence, runtimeSentence } from './place-sentences.js';
import { scopeOf, type Scope } from '../scope.js';
import { utcMinute } from './utc.js';
import type { RuleId } from './verdict.js';

type Tell = (record: DecisionRecord, item: EvidenceItem) => string;

const TELL: Readonly<Partial<Record<RuleId, Tell>>> = {
  T1: artifactSentence,
  T2: runtimeSentence,
  T3: ({ scope }, { stream }) =>
    `${sentence(faultOf(stream))} ${where(scope)} and nowhere else; artifact and runtime are the right ones there.`,
  T4: ({ scope }, { stream }) =>
    `${sentence(stream)} broke ${where(scope)} right after a change of ours, and no second version was there to compare with.`,
  T5: (_record, item) => contrastSentence(item),
  T6: ({ scope }, { stream }) =>
    `${sentence(stream)} broke ${where(scope)} as in the other role, right after the candidate got traffic of its own: it may wear down what both depend on.`,
  T7: ({ scope, reason }, { stream }) =>
    `${sentence(faultOf(stream))} ${where(placesOf(scope))}, in every version that answers, ${reason === 'rollback_did_not_cure' ? 'and going back did not cure it' : 'and no change of ours explains it'}.`,
  T8: (record) => stepSentence(record),
  T9: divisionSentence,
  T10: (_record, { stream, statistic, value, threshold, counts }) =>
    statistic === 'share_of_shift'
      ? `Labels cannot be trusted: since ${utcMinute(counts['observed_from'] ?? 0)} they say something else of earlier events too, so it is the labels that changed and not the world (${stream}: ${percent(value ?? 0)} of the shift).`
      : `Labels cannot be trusted: ${stream} ${statistic === 'share_labelled' ? `is ${percent(value ?? 0)} where ${percent(threshold ?? 0)} is normal` : 'is far from anything seen before'}.`,
  T11: ({ scope }, { counts }) =>
    `The model's scores no longer mean what they did ${where(scope)}: matured losses exceed what the same scores cost before by more than the tolerance, and ${figure(counts['rows'] ?? 0)} clean rows have matured since the change.`,
  T12: ({ reason, evidence }) =>
    `More goes wrong than at these hours before, although every score costs what it always did: other cases come now. ${
      reason === 'mix_out_of_support'
        ? `At least ${percent(evidence.find(({ statistic }) => statistic === 'share_at_least')?.value ?? 0)} of them are such as the model has hardly seen, so its past says nothing of them.`
        : 'They are cases the model knows: only a training that weighs them as they come now could win something back.'
    }`,
  T13: (_record, { value, counts }) =>
    `Nothing presses, but ${figure(value ?? 0)} clean rows have matured since the champion was trained on ${figure(counts['training_rows'] ?? 0)}: another training may pay.`,
  T14: (record) =>
    `${sentence(moved(record))}, and no label matures within two days to say whether it does harm.`,
  T15: ({ reason }) =>
    `The labels are shaped by the model's own decisions and no slice is decided at random: a model trained on them would learn what this one did${reason === 'retrain_on_own_decisions' ? ', so the training that is due does not happen' : ''}.`,
  T16: ({ reason }, item) =>
    `${contrastSentence(item)} ${reason === 'waiting_approval' ? 'It has stood still for a day in all, and the doubt is neither proven nor gone.' : 'That is a reason to wait, not yet to go back.'}`,
  T17: ({ scope }, { stream, value }) =>
    `The stream of ${stream} is not usable ${where(scope)}: ${figure(value ?? 0)} windows running.`,
  T18: (record, item) =>
    `Since some time after the last step matured losses are above their tolerance ${where(record.scope)}, and no change of ours lies there. ${item.stream.startsWith('rows') ? counterfactualSentence(item) : contrastSentence(item)}`,
  T19: (record, { value, threshold }) =>
    `${sentence(moved(record))}, and it does no harm: a week's matured loss is at most ${figure(value ?? 0)} (mean + 3 standard errors), below the ${figure(threshold ?? 0)} tolerated at these hours.`,
  T21: ({ evidence }, { value, threshold }) =>
    `The contract asks for a retraining every ${duration(threshold ?? 0)}, and ${duration(value ?? 0)} have passed. ${priceOf(evidence)}`,
  T20: (record) => (record.reason.startsWith('step_') ? stepTaken(record) : watchOver(record)),
};

const QUIET: Readonly<Record<string, string>> = {
  quiet: 'Nothing is wrong: no check is open and no detector stands above its level.',
  underpowered: 'The release stays at its share: too little has been seen to go on.',
  contrast_above_pause:
    'The release stays at its share: a contrast speaks against it, not strongly enough to take it back.',
  no_control_role:
    'The release stays as it is: only one version answers, so there is nothing to compare it with.',
  harm_unknown: 'Something has moved and it is not known yet whether it does harm.',
  announced: 'A change of the calendar was announced for that time and place, so it is taken as meant.',
  cooling_down: 'A retraining is under way or too recent for another one.',
};

/** What a decision is about, in one or two sentences, by its rule. */
export function whatSentence(record: DecisionRecord): string {
  const tell = TELL[record.rule];
  const item = leadingEvidence(record);
  if (tell && item) return tell(record, item);
  const visible = record.evidence.find(({ rule, statistic }) => rule === 'T22' && statistic === 'at');
  if (record.reason === 'underpowered' && visible) return tooFew(visible);
  const said = QUIET[record.reason] ?? `${sentence(record.reason.replaceAll('_', ' '))}.`;
  return drifted(record).length > 0 ? `${sentence(moved(record))}. ${said}` : said;
}

const CHECKS: Readonly<Record<string, string>> = {
  null: 'missing values',
  range: 'values out of range',
  unseen: 'values never seen before',
};

/** What is wrong with a stream of evidence: an input check by its meaning, anything else is broken. */
function faultOf(stream: string): string {
  const [check = '', feature] = stream.split('.', 2);
  return feature !== undefined && CHECKS[check]
    ? `${feature} has far more ${CHECKS[check]} than ever`
    : `${stream} is broken`;
}

const tooFew = ({ value, threshold }: EvidenceItem): string =>
  `The candidate gets too few units: what its step asks for ${value === null ? 'cannot be told from so few' : `will have been seen by ${utcMinute(value)} only`}, and a watch from its beginning would end at ${utcMinute(threshold ?? 0)}. Somebody promotes it by hand or gives it a larger share.`;

const stepTaken = ({ target, evidence }: DecisionRecord): string =>
  `Nothing seen so far speaks against ${target?.version ?? 'the candidate'}: ${evidence
    .filter(({ rule }) => rule === 'T20')
    .map(condition)
    .join('; ')}.`;

/** The end of a watch: what is proven of the release, and of what there is only no sign. */
function watchOver({ evidence }: DecisionRecord): string {
  const proofs = evidence.filter(({ rule }) => rule === 'T20');
  const told = (proven: boolean): string =>
    proofs
      .filter(({ value, threshold }) => (value ?? 0) <= (threshold ?? 0) === proven)
      .map(
        ({ stream, value, threshold }) =>
          `${stream.replace('_', ' ')} (worse by at most ${percent(value ?? 0)}, ${percent(threshold ?? 0)} allowed)`,
      )
      .join(', ');
  return [
    'The watch of the release is over.',
    ...(told(true) ? [`Proven non-inferior: ${told(true)}.`] : []),
    ...(told(false) ? [`Not harmful so far, which is not a proof: ${told(false)}.`] : []),
  ].join(' ');
}

/** Which of two versions is wrong alone more often, on rows that both have answered. */
const counterfactualSentence = ({ stream, counts }: EvidenceItem): string =>
  `Of the ${stream}, the newer one alone was wrong on ${figure(counts['newer_worse'] ?? 0)}, the older one alone on ${figure(counts['older_worse'] ?? 0)}; that holds if labels do not depend on the answer, and is blind to packaging, routing and latency.`;

/** The places of a scope; a source or an input alone is broken everywhere. */
function placesOf(scope: Scope): Scope {
  return scopeOf(...scope.filter((word) => !word.startsWith('source=') && !word.startsWith('feature=')));
}

/** What a scheduled retraining could win back, as far as matured labels tell. */
function priceOf(evidence: readonly EvidenceItem[]): string {
  const price = evidence.find(({ rule, statistic }) => rule === 'T21' && statistic === 'loss');
  if (!price || price.value === null || price.threshold === null)
    return 'What it could win back is not known yet.';
  const excess = `an excess loss of ${figure(Math.max(0, price.value))}, where a normal day costs ${figure(price.threshold)}`;
  return price.value < price.threshold
    ? `There is little to win: ${excess}.`
    : `It could win back ${excess}.`;
}

function contrastSentence({ stream, scope, counts, margin }: EvidenceItem): string {
  const { candidate_n = 0, candidate_k = 0, control_n = 0, control_k = 0 } = counts;
  const metric = (stream.split('|', 1)[0] ?? stream).replace('_', ' ');
  const rate = (k: number, n: number): string => `${percent(n === 0 ? 0 : k / n)} of ${figure(n)}`;
  const place = scope.includes('all') ? 'In all segments together' : sentence(where(scope));
  return `${place} the candidate's ${metric} is ${rate(candidate_k, candidate_n)}, the version beside it ${rate(control_k, control_n)}: more than the odds ratio of ${margin ?? 1} that would be harmless.`;
}

/** Which inputs stepped, how far and since when, worst first. */
function stepSentence({ evidence }: DecisionRecord): string {
  const steps = evidence.filter(({ rule }) => rule === 'T8');
  const named = steps.map(
    ({ stream, value, counts }) =>
      `${stream.replace('step of ', '')} (PSI ${figure(value ?? 0)} against its recent past, since ${utcMinute(counts['from'] ?? 0)})`,
  );
  return `${sentence(named.join(', '))} changed from one drift window to the next and stayed there, inside the legal range and in every region: more likely a fault upstream than the world.`;
}

const drifted = ({ evidence, rule }: DecisionRecord): EvidenceItem[] =>
  evidence.filter((item) => item.rule === rule && item.statistic === 'psi').slice(0, 3);

function moved(record: DecisionRecord): string {
  const inputs = drifted(record);
  if (inputs.length === 0) return `${leadingEvidence(record)?.stream ?? 'something'} has moved`;
  const named = inputs.map(
    ({ stream, value }) => `${stream.replace('drift of ', '')} (PSI ${figure(value ?? 0)})`,
  );
  return `${named.join(', ')} ${inputs.length === 1 ? 'has' : 'have'} drifted`;
}

function condition({ stream, statistic, value, threshold }: EvidenceItem): string {
  if (statistic === 'log_e')
    return `strongest contrast ${stream}, ln E ${figure(value ?? 0)} of ${figure(threshold ?? 0)} for a pause`;
  const read = statistic === 'ms' ? duration : figure;
  return `${stream} ${read(value ?? 0)} (at least ${read(threshold ?? 0)})`;
}
