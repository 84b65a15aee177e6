import { CheckrideError } from '@checkride/domain/errors';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { Job, JobEvent } from '@checkride/domain/jobs';
import type { JobFolder } from '../job-folder.js';
import type { createAnswerAsBeforeStep } from './answer-as-before.js';
import type { createProbeStep } from './probe-serving.js';
import type { createScoreAgainStep } from './score-again.js';
import type { createTrainStep } from './train.js';
import type { createValidateStep } from './validate.js';

/** What the runner can do, by the kind of order. */
export interface Executors {
  readonly train: ReturnType<typeof createTrainStep>;
  readonly validate: ReturnType<typeof createValidateStep>;
  readonly fidelity: ReturnType<typeof createScoreAgainStep>;
  readonly probe: ReturnType<typeof createProbeStep>;
  readonly counterfactual: ReturnType<typeof createAnswerAsBeforeStep>;
}

/** Carries out one order and answers its final event; the same order again answers what was answered the first time. */
export function createCarryOutStep(executors: Executors, folderOf: (jobId: string) => JobFolder) {
  return async function carryOut(job: Job, record: ModelRecord, signal: AbortSignal): Promise<JobEvent> {
    const folder = folderOf(job.job_id);
    const before = await folder.done();
    if (before) return before;
    await folder.clear();
    const event = await outcome(job, record, folder, signal);
    await folder.finish(event);
    return event;
  };

  async function outcome(
    job: Job,
    record: ModelRecord,
    folder: JobFolder,
    signal: AbortSignal,
  ): Promise<JobEvent> {
    const settle = (status: JobEvent['status'], detail: string, result: JobEvent['result']): JobEvent => ({
      job_id: job.job_id,
      model: job.model,
      status,
      detail,
      result,
    });
    try {
      if (job.kind === 'train') {
        const result = await executors.train(job, record, folder, signal);
        return settle(
          'succeeded',
          `${job.version}: ${result.training_rows} rows, artifact ${result.artifact_digest.slice(0, 12)}`,
          result,
        );
      }
      if (job.kind === 'validate') {
        const result = await executors.validate(job, record);
        return settle(
          'succeeded',
          `${job.version}: ${result.gates.filter(({ passed }) => passed).length} of ${result.gates.length} gates passed`,
          result,
        );
      }
      if (job.kind === 'fidelity' || job.kind === 'probe') {
        const result = await executors[job.kind](job, record);
        const rows = result.examinations.reduce((sum, { n }) => sum + n, 0);
        const wrong = result.examinations.reduce((sum, { mismatches }) => sum + mismatches, 0);
        return settle(
          'succeeded',
          `${rows} answers examined, ${wrong} are not what their version answers`,
          result,
        );
      }
      if (job.kind === 'counterfactual') {
        const result = await executors.counterfactual(job, record);
        const [pairs] = result.counterfactuals;
        const detail = `only ${job.version} wrong on ${pairs?.newer_worse ?? 0} rows, only ${job.against ?? ''} on ${pairs?.older_worse ?? 0}`;
        return settle('succeeded', detail, result);
      }
      return settle('failed', `${job.kind} jobs are not carried out by this runner`, null);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof CheckrideError && error.retriable) throw error;
      const remedy = error instanceof CheckrideError && error.remedy ? ` ${error.remedy}` : '';
      return settle('failed', `${error instanceof Error ? error.message : String(error)}.${remedy}`, null);
    }
  }
}
