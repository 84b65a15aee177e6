/** How the rows of a model are counted: the columns of a row of pane_plans, as far as panes in memory need them. */
export interface PanePlan {
  readonly model: string;
  readonly grid: string;
  readonly task: string;
  readonly base_ms: number;
  readonly lateness_ms: number;
  readonly slow_lag_ms: number;
  readonly mature_ms: number;
  readonly batch_ms: number;
  readonly positive_only: boolean;
  /** Outcome that is an early proxy of the truth (empty: none), and the age at which it is complete. */
  readonly proxy: string;
  readonly proxy_ms: number;
  readonly drift_ms: number;
  readonly epochs: readonly number[];
  readonly kpis: readonly string[];
  readonly kpi_lower: readonly boolean[];
  readonly threshold: number;
  /** Risk loss (share of the score range) above which a regression counts as wrong. */
  readonly wrong_above: number;
  readonly slow_ms: number;
  readonly segments: readonly string[];
  readonly segment_values: readonly (readonly string[])[];
  readonly region: number;
  readonly num: readonly string[];
  readonly num_low: readonly number[];
  readonly num_high: readonly number[];
  readonly num64: readonly string[];
  readonly num64_low: readonly number[];
  readonly num64_high: readonly number[];
  readonly cat: readonly string[];
  readonly cat_checked: readonly boolean[];
  readonly score_low: number;
  readonly score_high: number;
}

/** Bins and known values of one feature: the columns of a row of grids. */
export interface SlotGrid {
  readonly slots: 'score' | 'num' | 'num64' | 'cat';
  readonly slot: number;
  readonly edges: readonly number[];
  readonly categories: readonly string[];
  readonly known: readonly string[];
  readonly reference: readonly number[];
}

/** A plan with what is looked up for every row made ready. */
export interface ReadyPlan {
  readonly plan: PanePlan;
  readonly grids: readonly SlotGrid[];
  /** Known values by slot of the categories. */
  readonly known: readonly ReadonlySet<string>[];
  /** Values told apart by segment; null where all are. */
  readonly told: readonly (ReadonlySet<string> | null)[];
}

/** Makes a plan ready for counting. */
export function readyPlan(plan: PanePlan, grids: readonly SlotGrid[]): ReadyPlan {
  const known = plan.cat.map(
    (_, i) => new Set(grids.find(({ slots, slot }) => slots === 'cat' && slot === i + 1)?.known ?? []),
  );
  const told = plan.segment_values.map((values) => (values.length === 0 ? null : new Set(values)));
  return { plan, grids, known, told };
}

/** The value a segment is counted under: itself, or `other` when the plan does not tell it apart. */
export function placeOf({ told }: ReadyPlan, segments: readonly string[], index: number): string {
  const value = segments[index] ?? '';
  const apart = told[index];
  return !apart || apart.has(value) ? value : 'other';
}

/** The region a row is counted in; `all` for models without regions. */
export const regionOf = (ready: ReadyPlan, segments: readonly string[]): string =>
  ready.plan.region === 0 ? 'all' : placeOf(ready, segments, ready.plan.region - 1);

/** `all` and every `name=value` a row belongs to. */
export const segmentsOf = (ready: ReadyPlan, segments: readonly string[]): string[] => [
  'all',
  ...ready.plan.segments.map((name, i) => `${name}=${placeOf(ready, segments, i)}`),
];

/** Start of the window in whose report something is due that ends at `end` (ms): as domain's dueWindow. */
export const dueIn = ({ base_ms, lateness_ms, slow_lag_ms }: PanePlan, end: number): number =>
  Math.ceil((end + lateness_ms + slow_lag_ms) / base_ms) * base_ms - base_ms;

/** Arrival time (ms) up to which rows count for something that ends at `end` (ms). */
export const dueAt = ({ lateness_ms, slow_lag_ms }: PanePlan, end: number): number =>
  end + lateness_ms + slow_lag_ms;

/** Milliseconds of an hour, the grain of slow items. */
export const HOUR_MS = 3_600_000;

/** End (ms) of the label cohort an hour belongs to. */
export function cohortEnd({ batch_ms }: PanePlan, hour: number): number {
  const length = Math.max(batch_ms, HOUR_MS);
  return (Math.floor(hour / length) + 1) * length;
}
