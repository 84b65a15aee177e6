import type { ChangeRow } from '@checkride/store/queries/read-changes.query';
import type { AssignmentRow } from '@checkride/store/queries/read-assignments.query';
import type { CohortRow } from '@checkride/store/queries/read-cohorts.query';
import type { ContrastRow } from '@checkride/store/queries/read-contrasts.query';
import type { CorrectionRow } from '@checkride/store/queries/read-corrections.query';
import type { DriftRow } from '@checkride/store/queries/read-drift.query';
import type { FleetRow } from '@checkride/store/queries/read-fleet.query';
import type { KpiRow } from '@checkride/store/queries/read-kpis.query';
import type { LateRow } from '@checkride/store/queries/read-late.query';
import type { ServingRow } from '@checkride/store/queries/read-serving.query';
import type { Window } from '@checkride/domain/window';
import type { CountingPlan } from './counting-plan.js';
import type { RouteRoleRow } from './route-roles.js';

/** A range of starts (ms) of one model, counted by one plan. */
export interface RangeOf {
  readonly model: string;
  readonly grid: string;
  readonly range: Window;
}

/** Hours of one KPI; `horizon` in ms. */
export interface KpiRange extends RangeOf {
  readonly kpi: string;
  readonly horizon: number;
}

/** Fills a table by one statement for all ranges; none for no ranges. Filling again changes nothing. */
export type Fill<R extends RangeOf = RangeOf> = (ranges: readonly R[]) => Promise<void>;

/** Reads by one statement for all ranges, in canonical order. */
export type Read<T, R extends RangeOf = RangeOf> = (ranges: readonly R[]) => Promise<T[]>;

/** The pane tables as the monitor uses them. */
export interface PaneStore {
  readonly fillServing: Fill;
  readonly fillFeatureWindows: Fill;
  readonly fillFeatureHours: Fill;
  readonly fillLabels: Fill;
  readonly fillKpis: Fill<KpiRange>;
  /** Contrasts where requests are assigned at random: every answer once. */
  readonly fillServingContrasts: Fill;
  readonly fillLateContrasts: Fill;
  readonly fillLabelContrasts: Fill;
  readonly fillProxyContrasts: Fill;
  readonly fillKpiContrasts: Fill<KpiRange>;
  /** Contrasts where units are: each unit once an epoch, `epochMs` being the longest epoch. */
  fillFirstExposures(ranges: readonly RangeOf[], epochMs: number): Promise<void>;
  readonly fillUnitContrasts: Fill;
  readonly fillUnitLabelContrasts: Fill;
  readonly fillUnitProxyContrasts: Fill;
  readonly fillUnitKpiContrasts: Fill<KpiRange>;
  /** Contrasts of what routers sent and nobody answered. */
  readonly fillLostContrasts: Fill;
  readonly readServing: Read<ServingRow>;
  readonly readLate: Read<LateRow>;
  readonly readCohorts: Read<CohortRow>;
  readonly readContrasts: Read<ContrastRow>;
  /** How units were divided, epochs being at most `epochMs` long; after `fillFirstExposures` of the same ranges. */
  readAssignments(ranges: readonly RangeOf[], epochMs: number): Promise<AssignmentRow[]>;
  readonly readDriftHours: Read<DriftRow>;
  readonly readDriftWindows: Read<DriftRow>;
  readonly readKpis: Read<KpiRow, KpiRange>;
  /** Changes by the closing window whose arrival window they came in. */
  readonly readChanges: Read<ChangeRow>;
  /** Windows whose late share passed one in a hundred, by ranges of arrival time on the correction grid. */
  readonly readCorrections: Read<CorrectionRow>;
  /** On-time answers and failures of other models, by window of `base` ms, that had arrived `lateness` ms after its end. */
  readFleet(models: readonly string[], windows: Window, base: number, lateness: number): Promise<FleetRow[]>;
  savePlan(plan: CountingPlan): Promise<void>;
  saveRoles(rows: readonly RouteRoleRow[]): Promise<void>;
  /** Start (ms) of the earliest window in [from, until) that holds an on-time answer. */
  firstWindow(model: string, from: number, until: number): Promise<number | undefined>;
}
