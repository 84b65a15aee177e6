import type { DecisionRecord } from './decision-record.js';
import { place } from './figures.js';
import { utcMinute } from './utc.js';
import type { Headline } from './verdict.js';

type Tell = (record: DecisionRecord) => string;

/** What happens by itself, waits for a person, or is written down only, as the contract says. */
function by(
  { automation, model, decision_id }: DecisionRecord,
  kind: keyof DecisionRecord['automation'],
  done: string,
): string {
  if (automation[kind] === 'auto') return done;
  if (automation[kind] === 'dry-run') return `written down only (dry-run); with automation on, ${done}`;
  return `a person approves (checkride approve ${model} ${decision_id}), then ${done}`;
}

const AFTER_HOLD: Readonly<Record<string, string>> = {
  quiet: 'nothing to do',
  benign_proven: 'nothing to do',
  announced: 'nothing to do; what was announced is told apart from what was not, input by input',
  shared_break: 'no release starts until this is over, and the owner of what broke is paged',
  rollback_did_not_cure: 'no release starts until a person promotes one',
  waiting_approval: 'a person promotes the release or takes it back',
  stream_broken: 'nothing advances until the stream is there again',
  underpowered: 'the next step as soon as its conditions are met',
  contrast_above_pause: 'more outcomes decide between the next step and going back',
  harm_unknown: 'the labels that are due will tell',
  mix_moved: 'nothing by itself; a person orders a training on the new mix if it is here to stay',
  enough_new_rows: 'nothing by itself; a person may order a training when it suits',
  mix_out_of_support:
    'labels of the new cases decide, and somebody says whether the model should answer them at all',
  labels_shaped_by_decisions:
    'as soon as the contract names labels.random_slice, trainings are possible again',
  retrain_on_own_decisions:
    'somebody lets a random slice be decided without the model and names it in labels.random_slice',
  cooling_down: 'the version in the making, or a new order after the cool-down',
};

const APPROVE: Tell = ({ model }) =>
  `a person decides: checkride promote ${model} goes on, checkride rollback ${model} ends it`;

function pauseNext(record: DecisionRecord): string {
  const { rule, reason, model, target } = record;
  if (reason === 'waiting_approval') return APPROVE(record);
  if (reason === 'rollback_did_not_cure')
    return `no release starts until a person says checkride promote ${model}`;
  if (rule === 'T6')
    return by(
      record,
      'rollback',
      `the candidate's traffic goes to ${target?.version ?? 'the version beside it'}; if the break goes on for two windows, it was not the candidate`,
    );
  if (rule === 'T7')
    return 'the release stands still until this is over, and the owner of what broke is paged';
  if (rule === 'T16') return 'the next outcomes tell: proof takes it back, two quiet windows let it go on';
  return 'the release stands still until this is over';
}

/** What T14 asks people for: labels of answers drawn by their ids, so that nobody chooses them. */
function labelsAsked({ evidence, rule }: DecisionRecord): string | undefined {
  const asked = evidence.find((item) => item.rule === 'T14' && item.statistic === 'labels');
  if (rule !== 'T14' || !asked) return undefined;
  return `somebody labels the ${asked.threshold ?? 0} answers since ${utcMinute(asked.counts['since'] ?? 0)} whose ids have the smallest hashes (query in docs/decisions.md, “What to label”), or waits`;
}

const NEXT: Readonly<Record<Headline, Tell>> = {
  ROLLBACK: (record) =>
    by(
      record,
      'rollback',
      `${record.scope.includes('all') ? 'all traffic' : `traffic of ${place(record.scope)}`} goes back to ${record.target?.version ?? 'the version before'}${record.target?.verified ? '' : ' if it proves to be registered'}`,
    ),
  PAUSE: pauseNext,
  FIX_DATA: (record) =>
    record.vector.data.every(({ do: action }) => action === 'suspect')
      ? 'no training and no promotion until the owner of the source has said what it is'
      : by(record, 'quarantine', 'the range is kept out of training, and its owner repairs the source'),
  RETRAIN: (record) =>
    by(
      record,
      'retrain',
      'a model is trained on the time after the change, must pass its gates, and starts as a canary',
    ),
  PROMOTE: (record) =>
    by(record, 'promote', `${record.target?.version ?? 'the candidate'} takes the next step`),
  HOLD: (record) =>
    labelsAsked(record) ?? AFTER_HOLD[record.reason] ?? 'somebody looks at it; nothing is changed by itself',
};

const override =
  (kind: keyof DecisionRecord['automation']): Tell =>
  ({ automation, decision_id }) =>
    automation[kind] === 'dry-run'
      ? `nothing was changed; if it is wrong, checkride override ${decision_id} --reason … puts that on record`
      : `checkride override ${decision_id} --reason …`;

const UNDO: Readonly<Record<Headline, Tell>> = {
  ROLLBACK: override('rollback'),
  PAUSE: ({ decision_id }) => `checkride override ${decision_id} --reason …`,
  FIX_DATA: override('quarantine'),
  RETRAIN: override('retrain'),
  PROMOTE: ({ model }) => `checkride rollback ${model}`,
  HOLD: () => 'nothing was changed',
};

/** What comes next, in words that follow "Next:". */
export const nextStep = (record: DecisionRecord): string => NEXT[record.headline](record);

/** How a person takes it back, in words that follow "Undo:". */
export const undoStep = (record: DecisionRecord): string => UNDO[record.headline](record);
