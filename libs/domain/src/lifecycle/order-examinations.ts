import type { Job, JobEvent, JobKind } from '../jobs.js';
import type { Window } from '../window.js';
import { placeOrder } from './order-job.js';
import type { ControllerState, ModelVersion, Release } from './state.js';
import { answer, patch, type Turn } from './turn.js';
import { baseOf, DAY_MS } from './tick-time.js';

const HOUR_MS = 3_600_000;
const WATCHED_AFTER_MS = 14 * DAY_MS;

/** Stages of versions whose artifact is in the registry. */
const REGISTERED: ReadonlySet<ModelVersion['stage']> = new Set([
  'staged',
  'production',
  'retired',
  'quarantined',
]);

/** Registered artifacts by version, in the order the versions were made. */
const registeredArtifacts = ({ versions }: ControllerState): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.values(versions)
      .filter(({ stage }) => REGISTERED.has(stage))
      .sort((a, b) => a.ordinal - b.ordinal)
      .flatMap(({ version, artifact_digest }) =>
        artifact_digest ? [[version, artifact_digest] as const] : [],
      ),
  );

/** Length of the ranges that are examined: a drift window, on the live clock an hour at least. */
function periodOf(state: ControllerState): number {
  const contract = state.record?.contract;
  const least = contract?.source.clock === 'live' ? HOUR_MS : 0;
  return Math.max(contract?.windows.drift_ms ?? 0, least, baseOf(state));
}

/** The range that became whole, `delay` ms ago, with this window; undefined in the windows between. */
function wholeRange(state: ControllerState, [from, until]: Window, delay: number): Window | undefined {
  const period = periodOf(state);
  const end = Math.floor((until - delay) / period) * period;
  return end > Math.floor((from - delay) / period) * period ? [end - period, end] : undefined;
}

/** On the replay clock what is ordered must not depend on how fast a runner is: producers wait for it there. */
const waits = ({ record, jobs }: ControllerState, kind: JobKind): boolean =>
  record?.contract.source.clock === 'live' &&
  jobs.some(({ job, outcome }) => job.kind === kind && outcome === null);

/**
 * Orders the examinations that are due with a window. Live, none is given while one of its kind is outstanding: a
 * runner that was away finds one only.
 */
export function orderExaminations(turn: Turn, window: Window): void {
  orderFidelity(turn, window);
  orderProbes(turn, window);
  orderCounterfactual(turn, window);
}

/** The answers of a whole range scored again, when a version with a registered artifact serves. */
function orderFidelity(turn: Turn, window: Window): void {
  const { state } = turn;
  const range = wholeRange(state, window, 0);
  const artifacts = registeredArtifacts(state);
  const served = Object.keys(state.route?.roles ?? {}).filter((version) => artifacts[version] !== undefined);
  if (!range || served.length === 0 || waits(state, 'fidelity')) return;
  place(turn, range, { kind: 'fidelity', version: state.production ?? served[0] ?? '', artifacts });
}

/**
 * Golden rows sent to what serves, for versions that have some. Live only: what serving answers at a moment of this
 * clock is no function of a replayed log.
 */
function orderProbes(turn: Turn, window: Window): void {
  const { state } = turn;
  const range = wholeRange(state, window, 0);
  if (!range || state.record?.contract.source.clock !== 'live' || waits(state, 'probe')) return;
  const golden = Object.fromEntries(
    Object.keys(state.route?.roles ?? {}).flatMap((version) => {
      const digest = state.versions[version]?.golden_digest;
      return digest === undefined ? [] : [[version, digest] as const];
    }),
  );
  const [version] = Object.keys(golden);
  if (version === undefined) return;
  place(turn, range, { kind: 'probe', version, artifacts: registeredArtifacts(state), golden });
}

/**
 * Matured rows answered again by a release at its last step, or complete for less than 14 days, and by the version
 * before it; only where labels do not depend on what was answered (judge §3.6).
 */
function orderCounterfactual(turn: Turn, window: Window): void {
  const { state } = turn;
  const labels = state.record?.contract.labels;
  const release = state.release ?? state.last_release;
  if (!labels || labels.influenced_by_decision || !release?.control || !isWatched(release, window)) return;
  const range = wholeRange(state, window, labels.mature_after_ms);
  const all = registeredArtifacts(state);
  const [newer, older] = [all[release.version], all[release.control]];
  if (!range || range[0] < release.stepped_at || !newer || !older || waits(state, 'counterfactual')) return;
  const artifacts = { [release.version]: newer, [release.control]: older };
  place(turn, range, {
    kind: 'counterfactual',
    version: release.version,
    against: release.control,
    artifacts,
  });
}

const isWatched = ({ stage, ended_at }: Release, [, until]: Window): boolean =>
  stage === 'watching' || (stage === 'complete' && ended_at !== null && until - ended_at <= WATCHED_AFTER_MS);

const place = (
  turn: Turn,
  [from, until]: Window,
  order: Pick<Job, 'kind' | 'version' | 'artifacts' | 'golden' | 'against'>,
): void =>
  placeOrder(turn, { ...order, pipeline: null, data: { kind: 'stored', from, until }, input_job: null });

/** Takes what an examination found for the next tick to tell; one that failed is on the ledger. */
export function takeExamination(turn: Turn, job: Job, event: JobEvent): void {
  const { result, status, detail } = event;
  if (status === 'succeeded' && result?.kind === 'examination')
    patch(turn, { results: [...turn.state.results, result] });
  else answer(turn, 'notify', 'refused', `${job.kind}_${status}: ${detail}`, { version: job.version });
}
