import type { Scope } from '../scope.js';
import type { ExaminationResult } from '../jobs.js';
import type { GateResult } from '../contract/gate.js';

/** What the controller answers to everything it is asked. */
export type LedgerAnswer = 'applied' | 'refused' | 'superseded';

/** What an entry of the ledger is about. */
export type LedgerAction =
  | 'contract'
  | 'train'
  | 'candidate'
  | 'validate'
  | 'stage'
  | 'release'
  | 'step'
  | 'hold'
  | 'resume'
  | 'drain'
  | 'rollback'
  | 'fallback'
  | 'complete'
  | 'watch'
  | 'retrain'
  | 'quarantine'
  | 'lift'
  | 'override'
  | 'reject'
  | 'approve'
  | 'notify';

/** What a version was trained on: rows, and their event time from (null: not said) until the newest one (ms). */
export interface TrainedOn {
  readonly rows: number;
  readonly from: number | null;
  readonly until: number;
}

/** One entry of the audit trail: what was asked by whom, what became of it and why. */
export interface LedgerEntry {
  readonly transition_id: string;
  readonly model: string;
  /** Order of entries of this model, from 1. */
  readonly seq: number;
  /** Tick (window start, ms) under which it happened; null before the first tick. */
  readonly at: number | null;
  readonly action: LedgerAction;
  readonly answer: LedgerAnswer;
  readonly reason: string;
  /** Id of the decision, command, job event or tick that caused it. */
  readonly cause: {
    readonly kind: 'decision' | 'command' | 'job-event' | 'tick';
    readonly id: string;
    readonly actor: string;
  };
  readonly automatic: boolean;
  /** Decision a person took back; on `override` entries only. */
  readonly overrides?: string;
  /** What the version was trained on; on applied `train` entries only. */
  readonly trained?: TrainedOn;
  readonly release: string | null;
  readonly release_epoch: number;
  readonly version: string | null;
  /** Version traffic goes back to, for rollback. */
  readonly target: string | null;
  readonly step: number | null;
  readonly share: number | null;
  readonly route_revision: number;
  readonly scope: Scope;
  /** Event time the entry speaks of: what is quarantined, or the data to train on. */
  readonly range: readonly [number, number] | null;
  readonly gates: readonly GateResult[];
}

/** The controller's word that it folded a tick: routes up to `route_revision` hold, these jobs are outstanding. */
export interface Folded {
  readonly model: string;
  readonly window: readonly [number, number];
  readonly route_revision: number;
  readonly outstanding_jobs: readonly string[];
  readonly ledger_seq: number;
  /** Results of examinations taken since the tick before; absent without any. */
  readonly results?: readonly ExaminationResult[];
}

/** What lifecycle.v1 carries. */
export type LifecycleEvent =
  | { readonly kind: 'entry'; readonly entry: LedgerEntry }
  | { readonly kind: 'folded'; readonly folded: Folded }
  | { readonly kind: 'job-settled'; readonly model: string; readonly job_id: string };
