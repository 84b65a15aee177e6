import { sha256 } from '@checkride/domain/canonical';
import type { ReferenceProfile } from '@checkride/domain/contract/reference-profile';
import type { Job, JobEvent } from '@checkride/domain/jobs';
import { buildProfile } from '@checkride/runner/steps/build-profile';
import { drawInputs, FIRST_CONCEPT, scoreOf } from '../../../benchmarks/incidents/traffic/concept.js';
import { Random } from '../../../benchmarks/incidents/traffic/random.js';
import type { ExaminationCell } from '@checkride/domain/report/cells';
import { REGIONS, START } from './place.js';
import type { Scenario } from './scenario.js';

const VALIDATION_ROWS = 4_000;
const TRAINING_ROWS = 20_000;

/** The artifact a training job makes. */
export const artifactOf = (model: string, version: string): string => sha256(`${model} ${version}`);

type Trained = Pick<Scenario, 'trainingRows' | 'cases' | 'examine' | 'base'>;

/** The final event of an order: everything that is trained is sound. */
export function resultOf(job: Job, scenario: Trained): JobEvent {
  const { trainingRows = TRAINING_ROWS, cases } = scenario;
  const about = { job_id: job.job_id, model: job.model, detail: 'done' } as const;
  const artifact_digest = artifactOf(job.model, job.version);
  if (job.kind === 'train')
    return {
      ...about,
      status: 'succeeded',
      result: {
        kind: 'train',
        artifact_digest,
        lineage: {
          code_digest: 'code',
          data_digest: 'data',
          data_range: job.data.kind === 'stored' ? [job.data.from, job.data.until] : null,
          rows: trainingRows,
          environment: {},
          pipeline: 'pipeline.yml',
        },
        training_rows: trainingRows,
        trained_until: job.data.kind === 'stored' ? job.data.until : 0,
        gates: [],
      },
    };
  if (job.kind !== 'validate')
    return {
      ...about,
      status: 'succeeded',
      result: { kind: 'examination', examinations: examined(job, scenario), counterfactuals: [] },
    };
  return {
    ...about,
    status: 'succeeded',
    result: {
      kind: 'validate',
      artifact_digest,
      passed: true,
      gates: [],
      metrics: {},
      profile: profileOf(job.version, trainingRows, cases),
    },
  };
}

/** What scoring again tells of the window an order names. */
function examined({ kind, data }: Job, { examine, base }: Trained): readonly ExaminationCell[] {
  if (kind !== 'fidelity' || data.kind !== 'stored' || !examine) return [];
  return examine(Math.floor((data.from - START) / (base * 60_000)));
}

/** What validation rows of the world before anything happens look like. */
function profileOf(version: string, trainingRows: number, cases: Trained['cases']): ReferenceProfile {
  const random = new Random(1, 2);
  const rows = Array.from({ length: VALIDATION_ROWS }, () => {
    const inputs = drawInputs(random);
    return cases ? cases(inputs, null) : inputs;
  });
  return buildProfile({
    version,
    trainingRows,
    figures: {},
    scores: Float64Array.from(rows.map((row) => scoreOf(FIRST_CONCEPT, { ...row }))),
    rows: {
      ids: rows.map((_, i) => `row-${i}`),
      times: rows.map(() => 0),
      labels: [],
      segments: {
        region: rows.map((_, i) => REGIONS[i % REGIONS.length]!),
        tier: rows.map((_, i) => ['basic', 'plus', 'pro'][i % 3]!),
      },
      numbers: {
        age: rows.map(({ age }) => age),
        visits: rows.map(({ visits }) => visits),
        amount: rows.map(({ amount }) => amount),
      },
      categories: { plan: rows.map(({ plan }) => plan) },
    },
  });
}
