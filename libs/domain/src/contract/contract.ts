import type { Gate } from './gate.js';

/** What a model predicts. */
export type Task = 'binary' | 'multiclass' | 'regression' | 'ranking';

/** Storage type of a feature: `number` is a 32-bit slot, `double` keeps 64 bits, `category` is text, `boolean` a 0/1 number. */
export type FeatureType = 'number' | 'double' | 'category' | 'boolean';

/** One input of the model as its owner declared it. */
export interface FeatureSpec {
  readonly name: string;
  readonly type: FeatureType;
  readonly min?: number;
  readonly max?: number;
  readonly values?: readonly string[];
  readonly source?: string;
  readonly on_fault?: 'fallback';
}

/** Where each part of an event stands in JSON that was not made for us; paths are `$`, `.name`, `['name']`, `[n]`. */
export interface FieldMap {
  readonly id?: string;
  readonly time?: string;
  readonly version?: string;
  readonly score?: string;
  readonly value?: string;
  readonly class?: string;
  readonly unit?: string;
  readonly latency_ms?: string;
  readonly status?: string;
  readonly features?: Readonly<Record<string, string>>;
  readonly segments?: Readonly<Record<string, string>>;
  readonly label?: {
    readonly id?: string;
    readonly value?: string;
    readonly observed_at?: string;
    readonly predicted_at?: string;
  };
  readonly outcome?: {
    readonly id?: string;
    readonly unit?: string;
    readonly kpi?: string;
    readonly value?: string;
    readonly time?: string;
  };
}

/** Topics a model reads, their format and their clock; `lag` counts windows and holds on the replay clock only. */
export interface Source {
  readonly predictions: string;
  readonly labels?: string;
  readonly outcomes?: string;
  readonly exposures?: string;
  readonly changes?: string;
  readonly format: 'avro' | 'json';
  readonly clock: 'live' | 'replay';
  readonly lag: number;
}

/** How truth arrives: a label counts as mature at age `mature_after_ms`, whatever the coverage. */
export interface LabelSpec {
  readonly kind: 'complete' | 'positive_only';
  readonly horizon_ms: number;
  readonly mature_after_ms: number;
  readonly mature_quantile: number | null;
  readonly batch_ms: number;
  readonly source: string;
  readonly influenced_by_decision: boolean;
  readonly random_slice: { readonly segment: string; readonly value: string } | null;
  readonly proxy: string | null;
  readonly profile_days: number;
}

/** A business measure of the model's effect. */
export interface KpiSpec {
  readonly name: string;
  readonly unit: string;
  readonly better: 'higher' | 'lower';
  readonly horizon_ms: number;
}

/** How a release advances: cumulative traffic shares in (0, 1], time per step, time watched at the last one. */
export interface DeployGates {
  readonly canary: readonly number[];
  readonly bake_ms: number;
  readonly watch_ms: number;
  readonly holdback: number;
  readonly scope: 'all' | 'region';
}

/** Whether a kind of action is carried out, offered to a person, or only written down. */
export type Automation = 'auto' | 'manual' | 'dry-run';

/** The kinds of action a contract may automate. */
export type Automated = 'validate' | 'promote' | 'rollback' | 'quarantine' | 'retrain';

/** Something a reader of the model's page must know: what is real in its data, what estimated, what put in on purpose. */
export interface Note {
  readonly kind: 'note' | 'real' | 'estimated' | 'injected';
  readonly text: string;
  /** Event time it speaks of (ISO-8601), for a band on the time axis; absent ends are open. */
  readonly from?: string;
  readonly until?: string;
}

/** One model's contract with every default filled in. Durations are ms, shares are fractions. */
export interface ModelContract {
  readonly model: string;
  readonly task: Task;
  readonly threshold: number;
  readonly source: Source;
  readonly timezone: string;
  readonly map: FieldMap | null;
  readonly features: readonly FeatureSpec[];
  readonly segments: readonly string[];
  readonly region: string | null;
  readonly randomised_by: 'unit' | 'request' | null;
  readonly labels: LabelSpec | null;
  readonly windows: {
    readonly base_ms: number;
    readonly lateness_ms: number;
    readonly drift_ms: number;
    readonly retention_ms: number;
  };
  readonly kpis: readonly KpiSpec[];
  readonly gates: {
    readonly train: readonly Gate[];
    readonly validate: readonly Gate[];
    readonly deploy: DeployGates;
    readonly monitor: {
      readonly slo: { readonly latency_ms: number | null; readonly error_rate: number | null };
      readonly risk_tolerance: number;
    };
  };
  readonly signals: {
    readonly rollback: { readonly alpha: number; readonly margin: number };
    readonly retrain: {
      readonly false_per_year: number;
      readonly cooldown_ms: number;
      readonly schedule_ms: number | null;
    };
  };
  readonly pipeline: string | null;
  readonly fallback: { readonly version: string } | { readonly constant: number } | null;
  readonly serving: { readonly must_log: boolean };
  readonly automation: Readonly<Record<Automated, Automation>>;
  readonly owner: string | null;
  /** Shown to people and used for nothing else; absent when the contract has none. */
  readonly notes?: readonly Note[];
}
