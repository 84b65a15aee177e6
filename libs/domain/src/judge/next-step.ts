import type { DecisionRecord } from './decision-record.js';
import { isRegional, place } from './figures.js';
import { utcMinute } from './utc.js';
import type { Headline } from './verdict.js';

type Tell = (record: DecisionRecord) => string;

/** What happens by itself, waits for a person, or is left to people (`command` does it), as the contract says. */
function by(
  { automation, model, decision_id }: DecisionRecord,
  kind: keyof DecisionRecord['automation'],
  done: string,
  command: string | null,
): string {
  if (automation[kind] === 'auto') return `${done}, by itself`;
  if (automation[kind] === 'dry-run')
    return `written down only (dry-run); ${command === null ? `by hand: ${done}` : `to have it done, ${command}: ${done}`}`;
  return `a person approves (checkride approve ${model} ${decision_id}), then ${done}`;
}

const AFTER_HOLD: Readonly<Record<string, string>> = {
  quiet: 'nothing to do',
  benign_proven: 'nothing to do',
  announced: 'nothing to do; what was announced is told apart from what was not, input by input',
  shared_break: 'no release starts until this is over, and the owner of what broke is paged',
  rollback_did_not_cure:
    'look at what the versions have in common; no release starts until a person promotes one',
  stream_broken: 'nothing advances until the stream is there again; look at what sends it',
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
  no_control_role: 'answers of both versions decide',
  not_harmful_so_far: 'the release is completed, and its holdback ends',
  proven_non_inferior: 'the release is completed, and its holdback ends',
  runtime_differs: 'somebody makes the runtimes alike before it does harm',
  cooling_down: 'the version in the making, or a new order after the cool-down',
};

const APPROVE: Tell = ({ model }) =>
  `a person decides: checkride promote ${model} goes on, checkride rollback ${model} --reason … ends it`;

function pauseNext(record: DecisionRecord): string {
  const { rule, reason, model, versions } = record;
  if (reason === 'waiting_approval') return APPROVE(record);
  if (reason === 'rollback_did_not_cure')
    return `no release starts until a person says checkride promote ${model}`;
  if (rule === 'T6')
    return by(
      record,
      'rollback',
      `the candidate's traffic goes to ${versions.serving ?? 'the version beside it'} (if the break goes on for two windows, it was not the candidate)`,
      `checkride rollback ${model} --reason …`,
    );
  if (rule === 'T9')
    return 'the release stands still until traffic is divided as planned; look at the router, and whether all replicas know the route';
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

function goBackNext(record: DecisionRecord): string {
  const { scope, target, model, rule } = record;
  if (!target?.version)
    return `no version is known to go back to${rule === 'T2' ? ': somebody starts what serves there as it runs elsewhere' : ', so somebody decides'}`;
  const traffic = isRegional(scope) ? `traffic of ${place(scope)}` : 'all traffic';
  const registered = target.verified ? '' : ' if it proves to be registered';
  const command = isRegional(scope) ? null : `checkride rollback ${model} --to ${target.version} --reason …`;
  return `${by(record, 'rollback', `${traffic} goes back to ${target.version}${registered}`, command)}${afterwards(record)}`;
}

/** What is left to people once a rollback has been done. */
function afterwards({ rule, evidence }: DecisionRecord): string {
  if (rule === 'T2') return '; then somebody starts it there as it runs elsewhere';
  if (rule !== 'T1') return '';
  const named = evidence.flatMap((item) =>
    item.rule === 'T1' ? Object.keys(item.counts).filter((key) => key.startsWith('instance.')) : [],
  );
  const instances = [...new Set(named)].map((key) => key.slice('instance.'.length));
  return instances.length > 0
    ? `; then somebody restarts ${instances.join(', ')} with the right artifact`
    : '; then somebody deploys the right artifact there';
}

const underpoweredNext: Tell = ({ model, vector }) =>
  vector.people.some(({ do: told }) => told !== 'none')
    ? `somebody gives it a larger share, or the next step by hand (checkride promote ${model})`
    : 'the next step as soon as its conditions are met';

const NEXT: Readonly<Record<Headline, Tell>> = {
  ROLLBACK: goBackNext,
  PAUSE: pauseNext,
  FIX_DATA: (record) =>
    record.vector.data.every(({ do: action }) => action === 'suspect')
      ? 'no training and no promotion until the owner of the source has said what it is'
      : by(record, 'quarantine', 'the range is kept out of training, and its owner repairs the source', null),
  RETRAIN: (record) =>
    by(
      record,
      'retrain',
      `a model is trained${record.rule === 'T11' ? ' on the time after the change' : ''}, must pass its gates, and starts as a canary`,
      `checkride retrain ${record.model} --reason …`,
    ),
  PROMOTE: (record) =>
    by(
      record,
      'promote',
      `${record.target?.version ?? 'the candidate'} takes the next step`,
      `checkride promote ${record.model}`,
    ),
  HOLD: (record) =>
    labelsAsked(record) ??
    (record.reason === 'underpowered' ? underpoweredNext(record) : undefined) ??
    (record.reason === 'waiting_approval' ? APPROVE(record) : undefined) ??
    AFTER_HOLD[record.reason] ??
    'somebody looks at it; nothing is changed by itself',
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
  PROMOTE: ({ automation, model }) =>
    automation.promote === 'dry-run'
      ? 'nothing was changed'
      : `checkride rollback ${model} --reason … takes the release back`,
  HOLD: ({ vector, decision_id }) =>
    vector.traffic.some(({ do: action }) => action === 'hold')
      ? `nothing was changed, but releases wait; checkride override ${decision_id} --reason … lets them start`
      : 'nothing was changed',
};

/** Who hears of it, where the step itself does not say so. */
function heardBy({ vector, headline }: DecisionRecord, step: string): string {
  const told = vector.people.map(({ do: action }) => action);
  if (told.includes('page')) return step.includes('paged') ? '' : '; on call is paged';
  return told.includes('ticket') && headline !== 'PROMOTE' ? '; a ticket is written' : '';
}

/** What comes next and who hears of it, in words that follow "Next:". */
export function nextStep(record: DecisionRecord): string {
  const step = NEXT[record.headline](record);
  return `${step}${heardBy(record, step)}`;
}

/** How a person takes it back, in words that follow "Undo:". */
export const undoStep = (record: DecisionRecord): string => UNDO[record.headline](record);
