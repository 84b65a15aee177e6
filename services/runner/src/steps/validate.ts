import type { ScoringPool } from '@checkride/artifacts/scoring-pool';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import { CheckrideError } from '@checkride/domain/errors';
import type { Job, TrainResult, ValidateResult } from '@checkride/domain/jobs';
import type { JobFolder } from '../job-folder.js';
import type { Rows } from '../rows.js';
import { buildProfile } from './build-profile.js';
import { checkArtifact } from './check-artifact.js';
import { evaluateGates } from './evaluate-gates.js';
import { examineVersion } from './examine-version.js';
import { goldenRows } from './golden-rows.js';
import { scoreRows } from './score-rows.js';

/** What validation needs from outside; `now` is a monotonic clock in ms for the latency gate. */
export interface ValidatePorts {
  readonly readRows: (file: string, contract: ModelRecord['contract']) => Promise<Rows>;
  readonly pool: ScoringPool;
  readonly folderOf: (jobId: string) => JobFolder;
  readonly now: () => number;
  /** Keeps bytes beside the artifacts and answers their digest. */
  readonly keep: (bytes: Uint8Array) => Promise<string>;
}

/** Carries out a validate order: the held-out rows scored by the candidate and the champion, every gate answered, the profile frozen. */
export function createValidateStep({ readRows, pool, folderOf, now, keep }: ValidatePorts) {
  return async function validate(job: Job, record: ModelRecord): Promise<ValidateResult> {
    const { contract } = record;
    const { trained, rows } = await trainedBefore(job, record);
    const artifact = trained.artifact_digest;
    const shape = await pool.inspect(artifact);
    const schemaMatches = matches(
      shape.inputs.find(({ name }) => name === shape.numbersInput)?.shape.at(-1),
      contract,
    );
    const trial = await checkArtifact(pool, artifact, contract, rows, now);
    const scores = await scoreRows(pool, artifact, contract, rows);
    const figures = { ...examineVersion(contract, rows, scores), latency_p95_ms: trial.latencyP95Ms };
    const champion =
      job.champion_artifact === null
        ? null
        : examineVersion(contract, rows, await scoreRows(pool, job.champion_artifact, contract, rows));
    const gates = [
      trial.result,
      ...evaluateGates(contract.gates.validate, {
        figures,
        champion,
        schemaMatches,
        lineageComplete: trained.lineage.data_digest !== '',
      }),
    ];
    const passed = gates.every((gate) => gate.passed);
    const profile = passed
      ? buildProfile({ version: job.version, rows, scores, trainingRows: trained.training_rows, figures })
      : null;
    const golden = passed ? { golden_digest: await keep(goldenRows(rows, scores)) } : {};
    const metrics = overall(figures);
    return { kind: 'validate', artifact_digest: artifact, passed, gates, metrics, profile, ...golden };
  };

  async function trainedBefore(job: Job, record: ModelRecord): Promise<{ trained: TrainResult; rows: Rows }> {
    const folder = folderOf(job.input_job ?? '');
    const event = await folder.done();
    if (event?.result?.kind !== 'train') {
      throw new CheckrideError(
        'CHK_JOB_FAILED',
        `${job.model} ${job.version}: the train job ${job.input_job} left no artifact here`,
        { remedy: 'Order the training again.' },
      );
    }
    return { trained: event.result, rows: await readRows(folder.validation, record.contract) };
  }
}

/** A numeric input of open width, or as wide as the contract's numeric features. */
const matches = (width: number | string | undefined, { features }: ModelRecord['contract']): boolean =>
  typeof width !== 'number' || width === features.filter(({ type }) => type !== 'category').length;

const overall = (figures: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(figures).filter(([key, figure]) => !key.includes('{') && Number.isFinite(figure)),
  );
