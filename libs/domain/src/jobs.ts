import type { GateResult } from './contract/gate.js';
import type { ReferenceProfile } from './contract/reference-profile.js';
import type { CounterfactualCell, ExaminationCell } from './report/cells.js';

/** What the runner can be ordered to do. */
export type JobKind = 'train' | 'validate' | 'fidelity' | 'counterfactual' | 'probe' | 'shadow-score';

/** An order. It is carried out once by its id; times are event time in ms. */
export interface Job {
  readonly job_id: string;
  readonly model: string;
  readonly kind: JobKind;
  /** Tick (window start, ms) under which it was ordered; null before the first tick. */
  readonly ordered_at: number | null;
  readonly contract_version: number;
  /** Version to be made (train) or examined (validate). */
  readonly version: string;
  /** Version in production when the order was given, and its artifact: what `champion` means in a gate. */
  readonly champion: string | null;
  readonly champion_artifact: string | null;
  /** Every registered artifact by version, for the kinds that examine answers; absent for the others. */
  readonly artifacts?: Readonly<Record<string, string>>;
  /** For probe: digests of the golden rows of versions that serve. */
  readonly golden?: Readonly<Record<string, string>>;
  /** For counterfactual: the version before, which `version` is compared with. */
  readonly against?: string;
  /** Pipeline file; the contract's when null. */
  readonly pipeline: string | null;
  /** Training rows: a file given by a person, or the stored range [from, until) as known at order time. */
  readonly data:
    | { readonly kind: 'file'; readonly path: string }
    | { readonly kind: 'stored'; readonly from: number; readonly until: number };
  readonly quarantined: readonly (readonly [number, number])[];
  /** For validate: the train job whose outputs are examined. */
  readonly input_job: string | null;
  readonly time_limit_ms: number;
}

/** Where an artifact came from: enough to make it again. */
export interface Lineage {
  readonly code_digest: string;
  readonly data_digest: string;
  readonly data_range: readonly [number, number] | null;
  readonly rows: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly pipeline: string;
}

/** What a train job made. */
export interface TrainResult {
  readonly kind: 'train';
  readonly artifact_digest: string;
  readonly lineage: Lineage;
  readonly training_rows: number;
  readonly trained_until: number | null;
  readonly gates: readonly GateResult[];
}

/** What a validate job found; the version is registered only when every gate passed. */
export interface ValidateResult {
  readonly kind: 'validate';
  readonly artifact_digest: string;
  readonly passed: boolean;
  readonly gates: readonly GateResult[];
  readonly metrics: Readonly<Record<string, number>>;
  readonly profile: ReferenceProfile | null;
  /** Digest of the golden rows kept with the artifact; absent without any. */
  readonly golden_digest?: string;
}

/** What an examination of stored or probed answers found; taken into the report of the tick it was folded under. */
export interface ExaminationResult {
  readonly kind: 'examination';
  readonly examinations: readonly ExaminationCell[];
  readonly counterfactuals: readonly CounterfactualCell[];
}

/** Progress of a job; `detail` is for people. */
export interface JobEvent {
  readonly job_id: string;
  readonly model: string;
  readonly status: 'started' | 'succeeded' | 'failed' | 'cancelled';
  readonly detail: string;
  readonly result: TrainResult | ValidateResult | ExaminationResult | null;
}
