import type { ModelRecord, WriterSchema } from '@checkride/domain/contract/model-record';
import type { Decision } from '@checkride/domain/judge/decision';
import type { LedgerEntry } from '@checkride/domain/lifecycle/ledger';
import type { RouteRecord } from '@checkride/domain/release';

/** A model on the fleet page (`GET /api/models`). Times are ms; null is never. */
export interface FleetModel {
  readonly model: string;
  readonly owner: string | null;
  readonly clock: string;
  readonly contract_version: number;
  readonly headline: string | null;
  readonly reason: string | null;
  readonly rule: string | null;
  readonly decision_id: string | null;
  /** End of the window the newest decision is about. */
  readonly decided_at: number | null;
  /** Start of the newest window judged. */
  readonly window: number | null;
  /** Version in production. */
  readonly version: string | null;
  /** Version that is being released, and its share of traffic. */
  readonly release: string | null;
  readonly share: number | null;
  readonly predictions_24h: number;
}

/** A model without its charts (`GET /api/models/:model`). */
export interface ModelDetail {
  readonly record: ModelRecord;
  readonly route: RouteRecord | null;
  readonly newest: Decision | null;
  /** Ledger entries that wait for a person, newest first; `approve` takes their transition id. */
  readonly waiting: readonly LedgerEntry[];
}

/** One bucket of a version's live traffic; `at` is its start in ms. */
export interface TrafficPoint {
  readonly at: number;
  readonly version: string;
  readonly predictions: number;
  readonly positives: number;
  readonly errors: number;
}

/** Matured truth of one bucket of a version's predictions; risk is the mean Brier loss. */
export interface RiskPoint {
  readonly at: number;
  readonly version: string;
  readonly role: string;
  readonly labelled: number;
  readonly positives: number;
  readonly risk: number;
}

/** Farthest distance of one feature from its reference in a bucket, over all regions. */
export interface DriftPoint {
  readonly at: number;
  readonly feature: string;
  readonly psi: number;
  readonly noise: number;
}

/** One bucket of a business measure: units served and what they reached. */
export interface KpiPoint {
  readonly at: number;
  readonly kpi: string;
  readonly version: string;
  readonly units: number;
  readonly reached: number;
}

/** A decision on the time axis (daily repetitions are left out); `at` is the end of its window. */
export interface DecisionMark {
  readonly at: number;
  readonly decision_id: string;
  readonly headline: string;
  readonly rule: string;
  readonly scope: readonly string[];
  readonly reason: string;
}

/** Something the controller did, other than sending messages. */
export interface LedgerMark {
  readonly at: number;
  readonly transition_id: string;
  readonly action: string;
  readonly version: string | null;
  readonly reason: string;
}

/** A version's share of traffic in a stretch of time; `until` is null while it lasts. */
export interface ShareSpan {
  readonly from: number;
  readonly until: number | null;
  readonly version: string;
  readonly role: string;
  readonly share: number;
}

/** Everything a model's page draws on one time axis (`GET /api/models/:model/timeline?from&until`). Times are ms. */
export interface Timeline {
  readonly from: number;
  readonly until: number;
  readonly bucket_ms: number;
  readonly traffic: readonly TrafficPoint[];
  readonly risk: readonly RiskPoint[];
  /** Mean risk of the profile period and the limit above it; the judge itself compares by hour and kind of day. */
  readonly tolerance: { readonly profile: number; readonly limit: number } | null;
  readonly drift: readonly DriftPoint[];
  readonly kpis: readonly KpiPoint[];
  readonly decisions: readonly DecisionMark[];
  readonly ledger: readonly LedgerMark[];
  readonly shares: readonly ShareSpan[];
}

/** What a live page is told when a model was judged again (`GET /api/events`). */
export interface FleetChange {
  readonly model: string;
  readonly headline: string;
  readonly decision_id: string;
  readonly window: number;
}

/** A writer schema with its number among the model's (`GET /api/models/:model/schema`). */
export interface SchemaVersion extends WriterSchema {
  readonly version: number;
}
