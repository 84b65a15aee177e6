import type { Scope } from '../scope.js';
import type { Automated, Automation } from '../contract/contract.js';
import type { Headline, RuleId, Verdict } from './verdict.js';

/** How sure a piece of evidence can be. */
export type EvidenceKind = 'exact' | 'asymptotic' | 'deterministic' | 'timing';

/** One figure a decision rests on, beside the limit it is held against. Statistics named `log_e` are natural logarithms. */
export interface EvidenceItem {
  readonly rule: RuleId;
  readonly stream: string;
  readonly scope: Scope;
  readonly statistic: string;
  readonly value: number | null;
  readonly threshold: number | null;
  readonly margin?: number;
  readonly kind: EvidenceKind;
  readonly counts: Readonly<Record<string, number>>;
}

/** Why an action was not taken; `everywhere`: why not in the other regions too. */
export interface WhyNot {
  readonly action: 'everywhere' | 'rollback' | 'pause' | 'fix-data' | 'retrain' | 'promote';
  readonly because: string;
}

/** A change that lies inside the onset set of what was seen; without an onset, what was taken back within the last day. */
export interface SuspectChange {
  readonly kind: string;
  readonly id: string;
  readonly at: number;
  readonly summary: string;
}

/** What was decided of one model at one window, with everything a reader or a program needs to trust it. */
export interface Decision {
  readonly decision_id: string;
  readonly incident_id: string | null;
  readonly model: string;
  /** Order of decisions of this model, from 1. */
  readonly seq: number;
  readonly evidence_id: string;
  readonly evidence_seq: number;
  readonly release: string;
  readonly release_epoch: number;
  /** Version in release, and the one that answers beside it or alone; null where there is none or it is not known. */
  readonly versions: { readonly candidate: string | null; readonly serving: string | null };
  /** Window judged, ms. */
  readonly window: readonly [number, number];
  readonly headline: Headline;
  /** The statement the headline was taken from. */
  readonly rule: RuleId;
  readonly scope: Scope;
  readonly reason: string;
  readonly vector: Verdict;
  readonly evidence: readonly EvidenceItem[];
  readonly onset: readonly [number, number] | null;
  readonly changes: readonly SuspectChange[];
  readonly why_not: readonly WhyNot[];
  readonly impact: { readonly predictions: number; readonly units: number };
  readonly target: { readonly version: string | null; readonly verified: boolean } | null;
  readonly guarantee: string;
  readonly automation: Readonly<Record<Automated, Automation>>;
  readonly alpha: { readonly start: number; readonly rollback: number; readonly pause: number } | null;
  readonly contract_digest: string;
  readonly policy_version: number;
  /** True for the daily repetition of an unchanged verdict. */
  readonly heartbeat: boolean;
  readonly paragraph: string;
  readonly replay: string;
}

/** Written behind the decisions on a window: the only clock the controller knows. */
export interface Tick {
  readonly model: string;
  readonly window: readonly [number, number];
  readonly evidence_seq: number;
  /** SHA-256 of the report judged, as canonical JSON: what a replay holds the stored report against. */
  readonly evidence_digest: string;
}
