import type { ModelContract } from '../contract/contract.js';
import type { LedgerEntry } from '../lifecycle/ledger.js';
import type { RouteRecord } from '../release.js';
import type { Window } from '../window.js';
import type { Change } from '../events/change.js';
import type {
  AssignmentCell,
  CheckCell,
  CohortCell,
  ContrastCell,
  CorrectionCell,
  CounterfactualCell,
  DriftCell,
  ExaminationCell,
  KpiCell,
  ServingCell,
} from './cells.js';

/** Version of the catalogue of measures: part of the evidence id, raised when a measure changes its meaning. */
export const CATALOGUE_VERSION = 1;

/** What the judge must know of a contract and its reference; sent with the first report and whenever it changes. */
export interface Policy {
  readonly contract: ModelContract;
  readonly contract_version: number;
  readonly contract_digest: string;
  readonly reference: {
    readonly digest: string;
    readonly version: string;
    readonly rows: number;
    readonly training_rows: number;
    readonly segments: Readonly<Record<string, readonly string[]>>;
  } | null;
}

/** State of the streams a report was made from. */
export interface Freshness {
  /** True when live data are more than 30 s behind, or the controller has not answered: ramps stand still. */
  readonly stalled: boolean;
  readonly stalled_because: string | null;
  /** Last tick the ledger part answers for (window start, ms); null before any. */
  readonly folded: number | null;
}

/** Other models on the same topics, for rules that look beyond one model; windows as of this report. */
export interface FleetBlock {
  readonly models: number;
  readonly breaking: number;
  readonly by_source: Readonly<Record<string, { readonly models: number; readonly breaking: number }>>;
}

/** Everything the judge may know of one model and one window: the sole input of its fold. */
export interface Report {
  readonly evidence_id: string;
  readonly model: string;
  /** Order of reports of this model, from 1 without gaps. */
  readonly seq: number;
  readonly window: Window;
  readonly known_at: number;
  readonly contract_digest: string;
  readonly policy: Policy | null;
  /** Route records that rows of this window name and no earlier report carried. */
  readonly routes: readonly RouteRecord[];
  readonly serving: readonly ServingCell[];
  readonly contrasts: readonly ContrastCell[];
  readonly assignments: readonly AssignmentCell[];
  readonly checks: readonly CheckCell[];
  readonly drift: readonly DriftCell[];
  readonly cohorts: readonly CohortCell[];
  readonly kpis: readonly KpiCell[];
  /** End of the newest prediction range whose labels are mature as of this report (ms); null without labels. */
  readonly matured_until: number | null;
  /** Results of examinations and of scoring again, by the tick under which the controller folded them. */
  readonly examinations: readonly ExaminationCell[];
  readonly counterfactuals: readonly CounterfactualCell[];
  readonly corrections: readonly CorrectionCell[];
  /** Changes of this model that others announced and that arrived in the window. */
  readonly changes: readonly Change[];
  readonly ledger: readonly LedgerEntry[];
  /** Messages set aside by reason: of answers by its bare name, of another topic as `topic.reason`. */
  readonly dead_letters: Readonly<Record<string, number>>;
  readonly freshness: Freshness;
  readonly fleet: FleetBlock;
}
