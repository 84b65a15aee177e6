import type { EvidenceItem } from './decision.js';
import { brokenSentence, notOurs } from './break-sentences.js';
import { duration, eValue, figure, percent, place, sentence, where } from './figures.js';
import { leadingEvidence, type DecisionRecord } from './decision-record.js';
import { artifactSentence, divisionSentence, runtimeSentence } from './place-sentences.js';
import { scopeOf } from '../scope.js';
import { harmName } from './stream-name.js';
import { seenFor } from './exposure-words.js';
import { utcMinute } from './utc.js';
import type { RuleId } from './verdict.js';

type Tell = (record: DecisionRecord, item: EvidenceItem) => string;

const TELL: Readonly<Partial<Record<RuleId, Tell>>> = {
  T1: artifactSentence,
  T2: runtimeSentence,
  T3: (record) =>
    `${brokenSentence(record)} and nowhere else; artifact and runtime are the right ones there.`,
  T4: (record) =>
    `${brokenSentence(record)}, right after a change of ours, and no second version was there to compare with.`,
  T5: contrastSentence,
  T6: (record) =>
    `${brokenSentence(record)}: both versions break, right after the candidate got traffic of its own, which may wear down what both depend on.`,
  T7: (record) => `${brokenSentence(record)}, in every version that answers, ${notOurs(record)}.`,
  T8: (record) => stepSentence(record),
  T9: divisionSentence,
  T10: (_record, { stream, statistic, value, threshold, counts }) =>
    statistic === 'share_of_shift'
      ? `Labels cannot be trusted: since ${utcMinute(counts['observed_from'] ?? 0)} they say something else of earlier events too, so it is the labels that changed and not the world (${stream}: ${percent(value ?? 0)} of the shift).`
      : `Labels cannot be trusted: ${stream} ${statistic === 'share_labelled' ? `is ${percent(value ?? 0)} where ${percent(threshold ?? 0)} is normal` : 'is far from anything seen before'}.`,
  T11: (record, item) =>
    item.statistic === 'failures' ? failedTrainings(record, item) : relationSentence(record, item),
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
  T16: (record, item) =>
    `${contrastSentence(record, item)} ${record.reason === 'waiting_approval' ? 'It has stood still for a day in all, and the doubt is neither proven nor gone.' : 'That is a reason to wait, not yet to go back.'}`,
  T17: silenceSentence,
  T18: (record, item) =>
    `Since some time after the last step matured losses are above their tolerance ${where(record.scope)}, and no change of ours lies there. ${item.stream.startsWith('rows') ? counterfactualSentence(item) : contrastSentence(record, item)}`,
  T19: (record, { value, threshold }) =>
    `${sentence(moved(record))}, and it does no harm: a week's matured loss is at most ${figure(value ?? 0)} (mean + 3 standard errors), below the ${figure(threshold ?? 0)} tolerated at these hours.`,
  T21: ({ evidence }, { value, threshold }) =>
    `The contract asks for a retraining every ${duration(threshold ?? 0)}, and ${duration(value ?? 0)} have passed. ${priceOf(evidence)}`,
  T20: (record) => (record.reason.startsWith('step_') ? stepTaken(record) : watchOver(record)),
};

const QUIET: Readonly<Record<string, string>> = {
  quiet: 'No alarm stands: inputs, service levels and risk show nothing beyond their limits.',
  underpowered: 'The release stays at its share: too little has been seen to go on.',
  contrast_above_pause:
    'The release stays at its share: a contrast speaks against it, not strongly enough to take it back.',
  no_control_role:
    'The release stays as it is: hardly an answer of this window came from the version beside it, so there is nothing to compare it with.',
  harm_unknown: 'It is not known yet whether that does harm.',
  announced: 'A change of the calendar was announced for that time and place, so it is taken as meant.',
  waiting_approval: 'The candidate is drained: it gets no traffic and waits for a person.',
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
  if (drifted(record).length > 0) return `${sentence(moved(record))}. ${said}`;
  return record.reason === 'harm_unknown'
    ? 'Losses are above their tolerance, and it is not known yet what has changed: the labels, the relation or the mix of cases.'
    : said;
}

const tooFew = ({ value, threshold, counts }: EvidenceItem): string => {
  const seen = `The candidate gets too few units: ${figure(counts['seen'] ?? 0)} of the ${figure(counts['needed'] ?? 0)} that its step asks for are seen`;
  const by =
    value === null
      ? 'and when the others will be cannot be told'
      : `the others will have been seen by ${utcMinute(value)} only`;
  return `${seen}, ${by}; the watch, counted from this step, ends at ${utcMinute(threshold ?? 0)}.`;
};

const stepTaken = ({ target, evidence }: DecisionRecord): string =>
  `Nothing seen so far speaks against ${target?.version ?? 'the candidate'}: ${evidence
    .filter(({ rule, threshold }) => rule === 'T20' && threshold !== 0)
    .map(condition)
    .join('; ')}.`;

const points = (share: number): number => Number((share * 100).toPrecision(3));

/** The end of a watch: what is proven of the release, and of what there is only no sign. */
function watchOver({ evidence }: DecisionRecord): string {
  const proofs = evidence.filter(({ rule }) => rule === 'T20');
  const told = (proven: boolean): string =>
    proofs
      .filter(({ value, threshold }) => (value ?? 0) <= (threshold ?? 0) === proven)
      .map(
        ({ stream, value, threshold }) =>
          `${stream.replace('_', ' ')} (worse by at most ${points(value ?? 0)} percentage points, ${threshold ? `${points(threshold)} allowed` : 'and the version beside it had none'})`,
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

/** Both versions' rates of one stream, and what would have been harmless. */
function contrastSentence(
  { versions }: DecisionRecord,
  { stream, scope, counts, margin }: EvidenceItem,
): string {
  const { candidate_n = 0, candidate_k = 0, control_n = 0, control_k = 0 } = counts;
  const rate = (k: number, n: number, version: string): string =>
    `${percent(n === 0 ? 0 : k / n)} of ${figure(n)} units of ${version}`;
  const harm = harmName(stream.split('|', 1)[0] ?? stream);
  const told = scope.includes('all') ? harm : `${where(scope)} ${harm}`;
  return `${sentence(told)}: ${rate(candidate_k, candidate_n, versions.candidate ?? 'the candidate')}, ${rate(control_k, control_n, versions.serving ?? 'the version')} beside it; odds up to ${margin ?? 1} times as high would be within the margin.`;
}

/** T11: what has matured since the scores lost their meaning, and what it cost. */
function relationSentence({ evidence }: DecisionRecord, { counts }: EvidenceItem): string {
  const places = scopeOf(
    ...evidence
      .filter((item) => item.rule === 'T11' && item.statistic === 'log_e')
      .flatMap(({ scope }) => scope),
  );
  const cost = evidence.find((item) => item.rule === 'T11' && item.statistic === 'loss');
  const worth = cost
    ? `, with a loss ${figure(cost.value ?? 0)} higher than their scores promised, where a normal day's whole loss is ${figure(cost.threshold ?? 0)}`
    : '';
  const told = places.includes('all') ? 'The' : `${sentence(where(places))} the`;
  return `${told} model's scores no longer mean what they did: answers of the same score cost more than before, by more than the tolerance. Since the change ${figure(counts['rows'] ?? 0)} clean rows have matured${worth}.`;
}

/** T17: which stream stands still, where and for how long. */
function silenceSentence({ scope }: DecisionRecord, { stream, value, threshold }: EvidenceItem): string {
  const windows = `${figure(value ?? 0)} ${value === 1 ? 'window' : 'windows'} running`;
  if (stream === 'predictions')
    return `No prediction has come ${scope.includes('all') ? 'from anywhere' : `from ${place(scope)}`} for ${windows}; shorter silences than ${figure(threshold ?? 0)} are usual there.`;
  if (stream === 'freshness') return `What is judged is late: the report has stood still for ${windows}.`;
  return `Answers of two route revisions are mixed, ${windows}, so they cannot be divided by version.`;
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
  const [first] = inputs;
  if (!first) {
    const stream = leadingEvidence(record)?.stream ?? 'something';
    return stream.startsWith('kpi.')
      ? `fewer units than usual at these hours reach ${stream.slice('kpi.'.length)}`
      : `${stream} has moved`;
  }
  const named = inputs.map(
    ({ stream, value }) => `${stream.replace('drift of ', '')} (PSI ${figure(value ?? 0)})`,
  );
  const since = record.onset === null ? ` since ${utcMinute(first.counts['since'] ?? 0)}` : '';
  return `${named.join(', ')} ${inputs.length === 1 ? 'has' : 'have'} drifted away from the reference${since}`;
}

/** A condition of a step: what was seen beside what it asks for. */
function condition({ stream, statistic, value, threshold }: EvidenceItem): string {
  const [seen, asked] = [value ?? 0, threshold ?? 0];
  if (statistic === 'log_e')
    return `the strongest contrast is ${harmName(stream.split('|', 1)[0] ?? stream)}, E ${eValue(seen)} of ${eValue(asked)} for a pause`;
  if (statistic === 'ms') return `baked ${duration(seen)} (at least ${duration(asked)})`;
  if (statistic === 'units') return `${figure(seen)} candidate units ${seenFor(stream, asked)}`;
  return `${figure(seen)} ${stream} (at least ${figure(asked)})`;
}

/** Three and more trainings that were for nothing. */
const failedTrainings = ({ scope }: DecisionRecord, { value }: EvidenceItem): string =>
  `The model's scores no longer mean what they did ${where(scope)}, and ${figure(value ?? 0)} trainings in a row did not pass their gates: see which gate and segment held them back.`;
