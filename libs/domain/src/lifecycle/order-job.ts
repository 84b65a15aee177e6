import { jobId } from '../ids.js';
import type { Job } from '../jobs.js';
import type { ModelVersion } from './state.js';
import { answer, nextTransition, patch, type Turn } from './turn.js';

/** Longest a job may take, ms of wall clock; the runner ends it then. */
const JOB_TIME_LIMIT_MS = 1_800_000;

/** What a new version is trained with; nulls mean the contract's pipeline and the next free name. */
export interface TrainingOrder {
  readonly data: Job['data'];
  readonly pipeline: string | null;
  readonly version: string | null;
  readonly reason: string;
  readonly automatic: boolean;
}

/** Orders the training of a new version and puts it on the ledger. */
export function orderTraining(turn: Turn, order: TrainingOrder): void {
  const { state } = turn;
  const ordinal = state.version_count + 1;
  const name = order.version ?? freeName(state.versions, ordinal);
  const version: ModelVersion = {
    version: name,
    ordinal,
    stage: 'candidate',
    artifact_digest: null,
    lineage: null,
    training_rows: 0,
    trained_until: null,
    passed: false,
    gates: [],
    metrics: {},
    profile_digest: null,
    automatic: order.automatic,
    ordered_at: turn.at,
  };
  placeOrder(turn, {
    kind: 'train',
    version: name,
    pipeline: order.pipeline,
    data: order.data,
    input_job: null,
  });
  patch(turn, {
    versions: { ...withoutForgotten(turn.state.versions), [name]: version },
    version_count: ordinal,
  });
  answer(turn, 'retrain', 'applied', order.reason, {
    version: name,
    range: order.data.kind === 'stored' ? [order.data.from, order.data.until] : null,
  });
}

/** Orders the examination of a trained version: same data as its training, of which the runner holds out the last part. */
export function orderValidation(turn: Turn, trained: Job, reason: string): void {
  placeOrder(turn, {
    kind: 'validate',
    version: trained.version,
    pipeline: trained.pipeline,
    data: trained.data,
    input_job: trained.job_id,
  });
  answer(turn, 'validate', 'applied', reason, { version: trained.version });
}

/** How many versions out of use are remembered; the story of the others stays on the ledger. */
const KEPT = { rejected: 10, retired: 20 } as const;

function withoutForgotten(versions: Readonly<Record<string, ModelVersion>>): Record<string, ModelVersion> {
  const oldestFirst = Object.values(versions).sort((a, b) => a.ordinal - b.ordinal);
  const forgotten = new Set(
    (['rejected', 'retired'] as const).flatMap((stage) =>
      oldestFirst
        .filter((version) => version.stage === stage)
        .slice(0, -KEPT[stage])
        .map(({ version }) => version),
    ),
  );
  return Object.fromEntries(Object.entries(versions).filter(([name]) => !forgotten.has(name)));
}

type Order = Pick<
  Job,
  'kind' | 'version' | 'pipeline' | 'data' | 'input_job' | 'artifacts' | 'golden' | 'against'
>;

/** Gives an order to the runner. */
export function placeOrder(turn: Turn, order: Order): void {
  const { state } = turn;
  const champion = state.production === null ? undefined : state.versions[state.production];
  const bounds = order.data.kind === 'stored' ? order.data : undefined;
  const job: Job = {
    ...order,
    job_id: jobId(state.model, order.kind, nextTransition(turn)),
    model: state.model,
    ordered_at: turn.at,
    contract_version: state.record?.contract_version ?? 0,
    champion: state.production,
    champion_artifact: champion?.artifact_digest ?? null,
    quarantined: state.quarantined_ranges
      .map(({ range }) => range)
      .filter(([from, until]) => bounds !== undefined && from < bounds.until && until > bounds.from),
    time_limit_ms: JOB_TIME_LIMIT_MS,
  };
  patch(turn, { jobs: [...state.jobs, { job, outcome: null }] });
  turn.effects.push({ kind: 'job', job });
}

function freeName(versions: Readonly<Record<string, ModelVersion>>, from: number): string {
  let next = from;
  while (versions[`v${next}`]) next += 1;
  return `v${next}`;
}
