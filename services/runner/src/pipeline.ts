import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { Job, JobEvent } from '@checkride/domain/jobs';
import type { Logger } from '@checkride/platform/logger';
import type { createCarryOutStep } from './steps/carry-out.js';

/** What the runner's pipeline is made of. */
export interface RunnerPorts {
  readonly contractOf: (job: Job) => Promise<ModelRecord>;
  readonly announce: (event: JobEvent) => Promise<void>;
  readonly carryOut: ReturnType<typeof createCarryOutStep>;
  readonly logger: Logger;
}

/** An order's way through the runner, one at a time: its contract → started → carried out → the final event. */
export function createRunnerPipeline({ contractOf, announce, carryOut, logger }: RunnerPorts) {
  return async function run(job: Job, signal: AbortSignal): Promise<void> {
    const record = await contractOf(job);
    await announce({
      job_id: job.job_id,
      model: job.model,
      status: 'started',
      detail: `${job.kind} ${job.version}`,
      result: null,
    });
    const event = await carryOut(job, record, signal);
    logger.info({ job: job.job_id, model: job.model, kind: job.kind, status: event.status }, event.detail);
    await announce(event); // crash before: the order is read again, the folder's marker answers the same event
  };
}
