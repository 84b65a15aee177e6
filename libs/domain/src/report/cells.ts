import type { Role } from '../release.js';
import type { Window } from '../window.js';

/** Region of a cell that is about all regions together. */
export const ALL_REGIONS = 'all';

/** Traffic of one version in one region of one window (revision 0 rows only). `slow` is latency above the contract's SLO. */
export interface ServingCell {
  readonly version: string;
  readonly role: Role;
  readonly region: string;
  readonly n: number;
  readonly errors: number;
  readonly timeouts: number;
  readonly slow: number;
  readonly duplicates: number;
  readonly late: number;
  readonly units: number;
  readonly positives: number;
  readonly latency_p50: number | null;
  readonly latency_p95: number | null;
  /** Route revisions seen; more than one in a window and region is `mixed`: no contrast is drawn. */
  readonly revisions: readonly number[];
  readonly artifacts: Readonly<Record<string, number>>;
  /** Answers by instance and by runtime (image, feature view, config as one text); those named least often are left out. */
  readonly instances: Readonly<Record<string, number>>;
  readonly runtimes: Readonly<Record<string, number>>;
}

/** The two roles' counts of one metric in one stratum and segment, once the outcome is final. `k` counts the bad ones. */
export interface ContrastCell {
  readonly release: string;
  readonly epoch: number;
  /** Region and route revision, e.g. `west@4`; randomisation holds inside it. */
  readonly stratum: string;
  /** `all` or `name=value`. */
  readonly segment: string;
  /** error, timeout, lost, late, latency, proxy_loss, matured_loss, kpi.NAME, null.FEATURE, range.FEATURE, unseen.FEATURE. */
  readonly metric: string;
  readonly candidate: { readonly n: number; readonly k: number };
  readonly control: { readonly n: number; readonly k: number };
}

/** Rows of one input check in a window: k of n are bad. */
export interface CheckCell {
  readonly check: 'null' | 'range' | 'unseen';
  readonly feature: string;
  readonly source: string | null;
  readonly region: string;
  readonly role: Role;
  readonly n: number;
  readonly k: number;
}

/** Distance of one input (or `score`) from its reference over one drift window, with what chance alone gives. */
export interface DriftCell {
  readonly feature: string;
  readonly source: string | null;
  readonly region: string;
  readonly over: Window;
  readonly n: number;
  readonly psi: number;
  readonly psi_noise: number;
  readonly js: number;
  readonly ks: number | null;
  readonly ks_noise: number | null;
  /** The same window held against the recent past; null while there is too little of it. */
  readonly recent: RecentDrift | null;
}

/** Distance of a drift window from the past itself, for abrupt steps inside the legal range (judge §2, T8). */
export interface RecentDrift {
  /** PSI against the pooled 24 drift windows before it, and what chance alone gives. */
  readonly psi: number;
  readonly psi_noise: number;
  /** PSI against the drift window before. */
  readonly step_psi: number;
  /** PSI against the same hours of the day before; null while there are none. */
  readonly day_psi: number | null;
}

/** Matured truth of the predictions of one hour (or batch) of one version in one region. Losses are fixed point × 1e9. */
export interface CohortCell {
  readonly over: Window;
  readonly version: string;
  readonly role: Role;
  readonly region: string;
  /** Predictions made, labelled among them, labelled positive. */
  readonly n: number;
  readonly labelled: number;
  readonly positives: number;
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
  readonly log_loss: number;
  readonly brier: number;
  /** Eight sub-batches by unit: count and sum of the risk loss (Brier for binary). */
  readonly batches: readonly (readonly [n: number, loss: number])[];
  /** Twenty score bins: count and sum of the risk loss. */
  readonly bins: readonly (readonly [n: number, loss: number])[];
  /** Labels that came by the hour they were observed in (start, ms), with their risk loss; of cells about all regions only. */
  readonly observed: readonly (readonly [hour: number, labelled: number, positives: number, loss: number])[];
  readonly auc: number | null;
}

/** Final outcomes of one KPI for the predictions or units of one hour. */
export interface KpiCell {
  readonly kpi: string;
  readonly over: Window;
  readonly version: string;
  readonly role: Role;
  readonly segment: string;
  readonly units: number;
  readonly reached: number;
  readonly total: number;
}

/** How the units of a release were divided in one stratum: first exposures by role, and units met in both roles. */
export interface AssignmentCell {
  readonly release: string;
  readonly epoch: number;
  /** Region and route revision, as in contrasts. */
  readonly stratum: string;
  readonly candidate: number;
  readonly control: number;
  /** Of the units seen in the window, those that had been served in the other role under the same revision. */
  readonly both: number;
}

/** An examination of what really answered: stored requests scored again (`replay`), or golden rows sent in (`probe`). */
export interface ExaminationCell {
  readonly kind: 'replay' | 'probe';
  readonly over: Window;
  readonly region: string;
  /** Version the answers claim. */
  readonly version: string;
  readonly n: number;
  readonly mismatches: number;
  /** Event time of the earliest mismatch (ms); null without one. */
  readonly since: number | null;
  /** Registered versions that reproduce the answers, and how many of `n` each does. */
  readonly answered_by: Readonly<Record<string, number>>;
  /** Rows and mismatches by instance, where rows name one. */
  readonly instances: Readonly<Record<string, readonly [n: number, mismatches: number]>>;
}

/** Matured rows that two versions both answer, scored again by each: pairs on which only one is wrong (judge §3.6). */
export interface CounterfactualCell {
  readonly over: Window;
  readonly newer: string;
  readonly older: string;
  readonly newer_worse: number;
  readonly older_worse: number;
}

/** A window reported earlier of which so much came late that its evidence was counted again. */
export interface CorrectionCell {
  readonly over: Window;
  /** Late rows as a share of all rows of the window. */
  readonly share: number;
}
