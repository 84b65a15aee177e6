import type { Job, JobEvent } from '../jobs.js';
import { placeOrder } from './order-job.js';
import type { ControllerState, ModelVersion } from './state.js';
import { answer, patch, type Turn } from './turn.js';
import { baseOf } from './tick-time.js';

const HOUR_MS = 3_600_000;

/** Stages of versions whose artifact is in the registry. */
const REGISTERED: ReadonlySet<ModelVersion['stage']> = new Set([
  'staged',
  'production',
  'retired',
  'quarantined',
]);

/** Registered artifacts by version, in the order the versions were made. */
export const registeredArtifacts = ({ versions }: ControllerState): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.values(versions)
      .filter(({ stage }) => REGISTERED.has(stage))
      .sort((a, b) => a.ordinal - b.ordinal)
      .flatMap(({ version, artifact_digest }) =>
        artifact_digest ? [[version, artifact_digest] as const] : [],
      ),
  );

/** Length of the ranges that are examined: a drift window, on the live clock an hour at least. */
function periodOf({ record }: ControllerState): number {
  const contract = record?.contract;
  const least = contract?.source.clock === 'live' ? HOUR_MS : 0;
  return Math.max(contract?.windows.drift_ms ?? 0, least);
}

/**
 * Orders the answers of the newest whole range to be scored again by all registered versions, when a version with a
 * registered artifact serves. While an order is outstanding no further one is given: a runner that is away finds one.
 */
export function orderExaminations(turn: Turn, [from, until]: readonly [number, number]): void {
  const { state } = turn;
  const period = Math.max(periodOf(state), baseOf(state));
  const end = Math.floor(until / period) * period;
  const known = state.examined_until;
  if (known === null) return patch(turn, { examined_until: Math.floor(from / period) * period });
  const artifacts = registeredArtifacts(state);
  const served = Object.keys(state.route?.roles ?? {}).filter((version) => artifacts[version] !== undefined);
  const waiting = state.jobs.some(({ job, outcome }) => job.kind === 'fidelity' && outcome === null);
  if (end <= known || served.length === 0 || waiting) return;
  placeOrder(turn, {
    kind: 'fidelity',
    version: state.production ?? served[0] ?? '',
    pipeline: null,
    data: { kind: 'stored', from: end - period, until: end },
    input_job: null,
    artifacts,
  });
  patch(turn, { examined_until: end });
}

/** Takes what an examination found for the next tick to tell; one that failed is on the ledger. */
export function takeExamination(turn: Turn, job: Job, event: JobEvent): void {
  const { result, status, detail } = event;
  if (status === 'succeeded' && result?.kind === 'examination')
    patch(turn, { results: [...turn.state.results, result] });
  else answer(turn, 'notify', 'refused', `${job.kind}_${status}: ${detail}`, { version: job.version });
}
