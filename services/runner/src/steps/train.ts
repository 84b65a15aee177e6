import type { ArtifactStore } from '@checkride/artifacts/artifact-store';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import { CheckrideError } from '@checkride/domain/errors';
import type { Job, Lineage, TrainResult } from '@checkride/domain/jobs';
import type { JobFolder } from '../job-folder.js';
import type { Rows } from '../rows.js';
import { evaluateGates } from './evaluate-gates.js';
import { trainingData, type RowSources } from './training-data.js';

/** What training needs from outside. */
export interface TrainPorts {
  readonly rows: RowSources;
  readonly write: (file: string, rows: Rows) => Promise<void>;
  readonly digestOf: (file: string) => Promise<string>;
  /** Runs a pipeline on data below the job's folder; answers the bytes of the model it made and where its code came from. */
  readonly runPipeline: (order: {
    pipeline: string;
    folder: JobFolder;
    timeLimitMs: number;
    signal: AbortSignal;
  }) => Promise<{ model: Uint8Array; codeDigest: string; environment: Record<string, string> }>;
  readonly artifacts: ArtifactStore;
}

/** Carries out a train order: data as known, the pipeline on it, the artifact kept by digest, the train gates answered. */
export function createTrainStep(ports: TrainPorts) {
  return async function train(
    job: Job,
    record: ModelRecord,
    folder: JobFolder,
    signal: AbortSignal,
  ): Promise<TrainResult> {
    const pipeline = job.pipeline ?? record.contract.pipeline;
    if (pipeline === null) {
      throw new CheckrideError('CHK_JOB_FAILED', `${job.model} has no pipeline`, {
        remedy: 'Name one in the contract (pipeline: pipeline.yml) or with the order.',
      });
    }
    const { training, validation } = await trainingData(ports.rows, job, record.contract);
    await ports.write(folder.training, training);
    await ports.write(folder.validation, validation);
    const run = await ports.runPipeline({ pipeline, folder, timeLimitMs: job.time_limit_ms, signal });
    const lineage: Lineage = {
      code_digest: run.codeDigest,
      data_digest: await ports.digestOf(folder.training),
      data_range: job.data.kind === 'stored' ? [job.data.from, job.data.until] : null,
      rows: training.ids.length,
      environment: run.environment,
      pipeline,
    };
    const gates = evaluateGates(record.contract.gates.train, {
      figures: { rows: training.ids.length },
      champion: null,
      schemaMatches: true,
      lineageComplete: true,
    });
    return {
      kind: 'train',
      artifact_digest: await ports.artifacts.put(run.model),
      lineage,
      training_rows: training.ids.length,
      trained_until: training.times.reduce<number | null>(
        (latest, time) => (latest === null || time > latest ? time : latest),
        null,
      ),
      gates,
    };
  };
}
