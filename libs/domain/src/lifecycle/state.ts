import type { Command } from '../commands.js';
import type { GateResult } from '../contract/gate.js';
import type { ModelRecord } from '../contract/model-record.js';
import type { RuleId } from '../judge/verdict.js';
import type { ExaminationResult, Job, JobEvent, Lineage } from '../jobs.js';
import type { RouteRecord } from '../release.js';
import type { Scope } from '../scope.js';
import type { ReleaseStage } from './release-machine.js';
import type { VersionStage } from './version-machine.js';
import type { Wish } from './wish.js';

/** Layout version of ControllerState; raised with a migration when a member changes its meaning. */
export const CONTROLLER_STATE_VERSION = 1;

/** One version of a model: where it stands, what it is made of and who asked for it. */
export interface ModelVersion {
  readonly version: string;
  /** Order in which versions were ordered, from 1. */
  readonly ordinal: number;
  readonly stage: VersionStage;
  /** SHA-256 of the registered ONNX file; null until trained, and for versions served elsewhere. */
  readonly artifact_digest: string | null;
  readonly lineage: Lineage | null;
  readonly training_rows: number;
  readonly trained_until: number | null;
  /** All validation gates passed; true before `staged` while a person's approval is still missing. */
  readonly passed: boolean;
  readonly gates: readonly GateResult[];
  readonly metrics: Readonly<Record<string, number>>;
  readonly profile_digest: string | null;
  /** Digest of its golden rows; absent for versions registered without any. */
  readonly golden_digest?: string;
  /** Ordered by a decision; false when a person asked. */
  readonly automatic: boolean;
  /** Tick (window start, ms) it was ordered under. */
  readonly ordered_at: number | null;
}

/** A release of a version against the one in production. */
export interface Release {
  /** The transition id of its queueing. */
  readonly release: string;
  readonly version: string;
  /** Version it is compared with; that in production when it starts. */
  readonly control: string | null;
  readonly stage: ReleaseStage;
  readonly step: number;
  /** Candidate's share of the step, whether paused or not. */
  readonly share: number;
  /** Tick of the start and of the newest step (window start, ms). */
  readonly started_at: number;
  readonly stepped_at: number;
  /** End of the watch (event time, ms) once at the last step. */
  readonly watch_until: number | null;
  readonly ended_at: number | null;
  /** Regions taken out by a rollback with a region scope. */
  readonly without: readonly string[];
}

/** An order to the runner; `outcome` holds its final event back until its time has come. */
export interface OrderedJob {
  readonly job: Job;
  readonly outcome: JobEvent | null;
}

/** Why no release may start or advance; a person's hold is lifted by a person only. */
export interface Hold {
  readonly by: 'judge' | 'person';
  readonly reason: string;
}

/** Something a person must decide; `approve` or `reject` name its subject, decision or version. */
export interface Approval {
  /** The transition that asked. */
  readonly subject: string;
  /** The decision, command or job event behind it. */
  readonly cause: string;
  readonly version: string | null;
  readonly role: string | null;
  readonly wish: Wish;
  readonly asked_at: number | null;
}

/** An automatic action that counts against the day's budget. */
export interface SpentAction {
  readonly at: number;
  readonly action: 'rollback' | 'drain' | 'fallback' | 'retrain' | 'quarantine';
  readonly rule: RuleId;
}

/** Data kept out of training: event time, where, and the rule that said so. */
export interface QuarantinedRange {
  readonly range: readonly [number, number];
  readonly scope: Scope;
  readonly rule: RuleId;
}

/** Something a decision brought about, as far as taking it back needs to know. */
export interface Deed {
  readonly decision: string;
  readonly action: 'rollback' | 'fallback' | 'drain' | 'quarantine' | 'retrain' | 'hold' | 'step';
  readonly release: string | null;
  readonly version: string | null;
  readonly scope: Scope;
  readonly range: readonly [number, number] | null;
}

/** Everything the controller knows of one model; JSON through and through. */
export interface ControllerState {
  readonly model: string;
  /** Start of the newest tick folded; null before the first. */
  readonly tick: number | null;
  readonly record: ModelRecord | null;
  /** The next validated version brings the reference: true until the first, and after a contract change. */
  readonly reference_open: boolean;
  readonly versions: Readonly<Record<string, ModelVersion>>;
  /** Versions ever ordered. */
  readonly version_count: number;
  /** Version in production; null before the first and on the contract's fallback. */
  readonly production: string | null;
  /** Former production versions, newest last. */
  readonly predecessors: readonly string[];
  readonly release: Release | null;
  readonly last_release: Release | null;
  /** Release that waits for the one in flight, for a hold to end or for a person. */
  readonly queued: Release | null;
  readonly hold: Hold | null;
  readonly route: RouteRecord | null;
  readonly release_epoch: number;
  /** Tick of the newest change of traffic (window start, ms); decisions made before it was known are stale. */
  readonly traffic_changed_at: number | null;
  readonly ledger_seq: number;
  readonly jobs: readonly OrderedJob[];
  /** Results of examinations that the next tick folded will tell. */
  readonly results: readonly ExaminationResult[];
  readonly held_commands: readonly Command[];
  readonly spent: readonly SpentAction[];
  readonly cooling_until: number | null;
  readonly failed_retrains: number;
  readonly approvals: readonly Approval[];
  readonly quarantined_ranges: readonly QuarantinedRange[];
  readonly quarantined_digests: readonly string[];
  /** What decisions brought about that a person may take back; newest last, bounded. */
  readonly deeds: readonly Deed[];
  /** Newest input ids answered, so that one sent twice is answered once; newest last, bounded. */
  readonly answered: readonly string[];
}

/** The state of a model nobody has said anything about yet. */
export const emptyState = (model: string): ControllerState => ({
  model,
  tick: null,
  record: null,
  reference_open: true,
  versions: {},
  version_count: 0,
  production: null,
  predecessors: [],
  release: null,
  last_release: null,
  queued: null,
  hold: null,
  route: null,
  release_epoch: 0,
  traffic_changed_at: null,
  ledger_seq: 0,
  jobs: [],
  results: [],
  held_commands: [],
  spent: [],
  cooling_until: null,
  failed_retrains: 0,
  approvals: [],
  quarantined_ranges: [],
  quarantined_digests: [],
  deeds: [],
  answered: [],
});
