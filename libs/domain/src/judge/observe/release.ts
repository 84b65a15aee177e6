import type { ModelContract } from '../../contract/contract.js';
import type { LedgerEntry } from '../../lifecycle/ledger.js';
import type { CohortCell, ServingCell } from '../../report/cells.js';
import type { Policy } from '../../report/report.js';
import type { ContrastStanding, ContrastStream, RolePairCounts } from './contrasts.js';
import { PAUSE_START, type PauseState } from './pause.js';
import { planStreams, type StreamPlan } from './stream-plan.js';

/** A release in flight as the judge sees it; times are starts of windows in ms. */
export interface ReleaseState {
  readonly id: string;
  /** The candidate, and the version it is compared with. */
  readonly version: string;
  readonly control: string;
  readonly started_at: number;
  /** Beginning of the evidence of the current start (ms): windows before it play no part. */
  readonly evidence_from: number;
  /** Which start of the release this is, from 1: its share of α is 6/(π²j²). */
  readonly start: number;
  readonly step: number;
  readonly share: number;
  readonly step_since: number;
  readonly plan: StreamPlan;
  /** Randomised by request: one epoch of weight 1. */
  readonly by_request: boolean;
  /** Key `metric|segment|epoch`. */
  readonly contrasts: Readonly<Record<string, ContrastStream>>;
  /** The best stream of epochs whose outcomes are all final. */
  readonly closed: ContrastStanding | null;
  /** Units of both roles by metric, over the whole start. */
  readonly seen: Readonly<Record<string, RolePairCounts>>;
  readonly predictions: number;
  readonly units: number;
  /** Hours of the candidate whose labels are mature. */
  readonly matured_cohorts: number;
  readonly pause: PauseState;
  /** First window without the candidate's traffic after a drain (ms). */
  readonly drained_at: number | null;
  /** When the units that a step asks for will have been seen (ms; null: nobody can tell), told once at its beginning. */
  readonly visible: { readonly step: number; readonly by: number | null } | null;
}

/** A release at its first start, from the ledger entry that began it. */
export function newRelease(entry: LedgerEntry, control: string, from: number, policy: Policy): ReleaseState {
  return {
    id: entry.release ?? 'none',
    version: entry.version ?? '',
    control,
    started_at: from,
    evidence_from: from,
    start: 1,
    step: entry.step ?? 0,
    share: entry.share ?? 0,
    step_since: from,
    plan: planStreams(policy),
    by_request: policy.contract.randomised_by === 'request',
    contrasts: {},
    closed: null,
    seen: {},
    predictions: 0,
    units: 0,
    matured_cohorts: 0,
    pause: PAUSE_START,
    drained_at: null,
    visible: null,
  };
}

/** The same release at its next start: evidence is gone, the share of α is smaller (judge §3.1). */
export const restarted = (release: ReleaseState, policy: Policy, from: number): ReleaseState => ({
  ...release,
  evidence_from: from,
  start: release.start + 1,
  plan: planStreams(policy),
  contrasts: {},
  closed: null,
  seen: {},
  matured_cohorts: 0,
  pause: { ...PAUSE_START, held_ms: release.pause.held_ms },
  visible: null,
});

/** Whether a release has taken its last step and serves: nearly all answers are its own now. */
export const isAtLastStep = ({ step, share }: ReleaseState, { gates }: ModelContract): boolean =>
  share > 0 && step >= gates.deploy.canary.length - 1;

/** What the candidate has answered, and which of its hours are mature: impact and the rule about one matured cohort. */
export function observeCandidate(
  release: ReleaseState,
  serving: readonly ServingCell[],
  cohorts: readonly CohortCell[],
): ReleaseState {
  const answered = serving.filter(({ role, version }) => role === 'candidate' && version === release.version);
  const hours = new Set(
    cohorts
      .filter(
        ({ version, over, labelled }) =>
          version === release.version && over[0] >= release.started_at && labelled > 0,
      )
      .map(({ over }) => over[0]),
  );
  return {
    ...release,
    predictions: release.predictions + answered.reduce((sum, { n }) => sum + n, 0),
    units: release.units + answered.reduce((sum, { units }) => sum + units, 0),
    matured_cohorts: release.matured_cohorts + hours.size,
  };
}
