import type { JobEvent, TrainResult, ValidateResult } from '../jobs.js';
import { acceptReference } from './accept-reference.js';
import { orderValidation } from './order-job.js';
import { askPerson, permitted, type Request } from './permission.js';
import { retrainFailed } from './retrain-failed.js';
import type { OrderedJob } from './state.js';
import { takeExamination } from './order-examinations.js';
import { stageVersion } from './stage-version.js';
import { seenFrom } from './tick-time.js';
import { answer, patch, type Turn } from './turn.js';
import { changeVersion, moveVersion } from './version-steps.js';

/** A job's event: the final one settles the order; on the replay clock what it says waits for the tick it belongs to. */
export function onJobEvent(turn: Turn, event: JobEvent): void {
  const { state } = turn;
  const ordered = state.jobs.find(({ job }) => job.job_id === event.job_id);
  if (!ordered || ordered.outcome !== null || event.status === 'started') return;
  turn.effects.push({ kind: 'job-settled', model: state.model, job_id: event.job_id });
  const { ordered_at } = ordered.job;
  const replay = state.record?.contract.source.clock === 'replay';
  if (replay && ordered_at !== null && (state.tick === null || state.tick < seenFrom(state, ordered_at))) {
    patch(turn, { jobs: state.jobs.map((job) => (job === ordered ? { ...ordered, outcome: event } : job)) });
    return;
  }
  patch(turn, { jobs: state.jobs.filter((job) => job !== ordered) });
  takeJobResult(turn, ordered, event);
}

/** Takes the final event of an order: what it made moves on, or is rejected with the reason. */
export function takeJobResult(turn: Turn, { job }: OrderedJob, event: JobEvent): void {
  if (job.kind !== 'train' && job.kind !== 'validate') return takeExamination(turn, job, event);
  const stage = turn.state.versions[job.version]?.stage;
  const expected = job.kind === 'train' ? 'candidate' : 'validating';
  if (stage !== expected) {
    answer(turn, job.kind === 'train' ? 'train' : 'validate', 'superseded', `version is ${stage ?? 'gone'}`, {
      version: job.version,
    });
    return;
  }
  const { result } = event;
  if (event.status === 'succeeded' && result?.kind === 'train') trained(turn, job, result);
  else if (event.status === 'succeeded' && result?.kind === 'validate') validated(turn, job.version, result);
  else {
    const action = job.kind === 'train' ? 'train' : 'validate';
    moveVersion(turn, job.version, 'failed');
    answer(turn, action, 'refused', `job_${event.status}: ${event.detail}`, { version: job.version });
    retrainFailed(turn, job.version, [], event.detail);
  }
}

function trained(turn: Turn, job: OrderedJob['job'], result: TrainResult): void {
  const { version } = job;
  const { gates, lineage, training_rows, trained_until } = result;
  changeVersion(turn, version, {
    artifact_digest: result.artifact_digest,
    lineage,
    training_rows,
    trained_until,
    gates,
  });
  const quarantined = turn.state.quarantined_digests.includes(result.artifact_digest);
  if (quarantined || gates.some(({ passed }) => !passed)) {
    moveVersion(turn, version, 'failed');
    const reason = quarantined ? 'artifact_quarantined' : 'gates_failed';
    answer(turn, 'train', 'refused', reason, { version, gates, range: lineage.data_range });
    retrainFailed(turn, version, gates, reason);
    return;
  }
  moveVersion(turn, version, 'trained');
  const from = lineage.data_range?.[0] ?? null;
  answer(turn, 'train', 'applied', `${training_rows} rows`, {
    version,
    gates,
    range: lineage.data_range,
    ...(trained_until === null ? {} : { trained: { rows: training_rows, from, until: trained_until } }),
  });
  orderValidation(turn, job, 'ordered');
}

function validated(turn: Turn, version: string, result: ValidateResult): void {
  const gates = [...(turn.state.versions[version]?.gates ?? []), ...result.gates];
  changeVersion(turn, version, {
    artifact_digest: result.artifact_digest,
    passed: result.passed,
    gates,
    metrics: result.metrics,
    profile_digest: result.profile?.digest ?? null,
    ...(result.golden_digest === undefined ? {} : { golden_digest: result.golden_digest }),
  });
  if (!result.passed) {
    moveVersion(turn, version, 'failed');
    answer(turn, 'validate', 'refused', 'gates_failed', { version, gates: result.gates });
    retrainFailed(turn, version, result.gates, 'gates_failed');
    return;
  }
  answer(turn, 'validate', 'applied', 'all gates passed', { version, gates: result.gates });
  if (result.profile) acceptReference(turn, result.profile);
  patch(turn, { failed_retrains: 0 });
  offerStaging(turn, version);
}

/** Stages by itself what a person ordered or the contract automates; a gate `approval by ROLE` always waits for one. */
function offerStaging(turn: Turn, version: string): void {
  const role = turn.state.record?.contract.gates.validate.find((gate) => gate.kind === 'approval')?.role;
  const request: Request = {
    automated: 'validate',
    action: 'stage',
    wish: { do: 'stage', version },
    version,
    rule: null,
    spends: null,
  };
  if (role !== undefined) askPerson(turn, request, 'waiting_approval', role);
  else if (turn.state.versions[version]?.automatic !== true || permitted(turn, request))
    stageVersion(turn, version, 'all gates passed');
}
