/** What pane statements close: per model a half-open range of window starts in seconds, counted by its plan. */
export interface PaneRanges {
  readonly models: readonly string[];
  /** Counting plan of each model, see the table pane_plans. */
  readonly grids: readonly string[];
  readonly froms: readonly number[];
  readonly untils: readonly number[];
  /** Smallest `froms` and largest `untils`: the bound on the partition column. */
  readonly from: number;
  readonly until: number;
}

/** The parameters of a pane statement as the engine takes them. */
export type PaneParams = PaneRanges &
  Readonly<Record<string, number | readonly string[] | readonly number[]>>;

/** Types of the parameters that every pane statement has. */
export const RANGE_TYPES = {
  models: 'Array(String)',
  grids: 'Array(String)',
  froms: 'Array(UInt32)',
  untils: 'Array(UInt32)',
  from: 'UInt32',
  until: 'UInt32',
} as const;

/** Columns of the counting plan under the names they have beside the columns of predictions. */
const PLAN_COLUMNS = {
  plan_key: 'cityHash64(model, grid) AS plan_key',
  grid: 'grid',
  task: 'task',
  base_ms: 'base_ms',
  lateness_ms: 'lateness_ms',
  slow_lag_ms: 'slow_lag_ms',
  mature_ms: 'mature_ms',
  batch_ms: 'batch_ms',
  positive_only: 'positive_only',
  proxy: 'proxy',
  proxy_ms: 'proxy_ms',
  drift_ms: 'drift_ms',
  epochs: 'epochs',
  kpi_names: 'kpis AS kpi_names',
  kpi_horizons: 'kpi_horizons',
  kpi_lower: 'kpi_lower',
  threshold: 'threshold',
  wrong_above: 'wrong_above',
  slow_ms: 'slow_ms',
  segment_names: 'segments AS segment_names',
  segment_values: 'segment_values',
  region_place: 'region AS region_place',
  num_names: 'num AS num_names',
  num_low: 'num_low',
  num_high: 'num_high',
  num64_names: 'num64 AS num64_names',
  num64_low: 'num64_low',
  num64_high: 'num64_high',
  cat_names: 'cat AS cat_names',
  cat_checked: 'cat_checked',
  score_low: 'score_low',
  score_high: 'score_high',
} as const;

/** A column of the counting plan; statements name those they use, since each costs the planner time. */
export type PlanColumn = keyof typeof PLAN_COLUMNS;

/** The closing ranges joined with columns of their counting plans. */
export const plans = (columns: readonly PlanColumn[]): string => `plans AS (
  SELECT c.1 AS plan_model, c.3 AS since, c.4 AS upto, p.* EXCEPT model_
  FROM (SELECT arrayJoin(arrayZip({models:Array(String)}, {grids:Array(String)}, {froms:Array(UInt32)}, {untils:Array(UInt32)})) AS c) AS ranges
  INNER JOIN (
    SELECT model AS model_, ${[...new Set<PlanColumn>(['grid', ...columns])].map((column) => PLAN_COLUMNS[column]).join(', ')}
    FROM pane_plans FINAL WHERE model IN {models:Array(String)} AND grid IN {grids:Array(String)}
  ) AS p ON p.model_ = c.1 AND p.grid = c.2
)`;

/** Revision 0 rows of the closing windows. */
const ON_TIME = `SELECT * FROM predictions FINAL
    WHERE late = false AND model IN {models:Array(String)}
      AND window_start >= toDateTime({from:UInt32}, 'UTC') AND window_start < toDateTime({until:UInt32}, 'UTC')`;

/** Columns that answers can have beside those of predictions: slot arrays padded to the plan's length, places by segment. */
const DERIVED: Readonly<Record<string, { readonly sql: string; readonly plan: readonly PlanColumn[] }>> = {
  nums: { sql: 'arrayResize(p.num, length(num_names), nan) AS nums', plan: ['num_names'] },
  nums64: { sql: 'arrayResize(p.num64, length(num64_names), nan) AS nums64', plan: ['num64_names'] },
  cats: { sql: 'arrayResize(p.cat, length(cat_names), NULL) AS cats', plan: ['cat_names'] },
  segment_places: {
    sql: `arrayMap((name, value, told_apart) -> if(empty(told_apart) OR has(told_apart, value), value, 'other'),
      segment_names, arrayResize(p.segments, length(segment_names), ''), segment_values) AS segment_places`,
    plan: ['segment_names', 'segment_values'],
  },
  region: {
    sql: `if(region_place = 0, 'all', if(empty(segment_values[region_place]) OR has(segment_values[region_place], p.segments[region_place]), p.segments[region_place], 'other')) AS region`,
    plan: ['region_place', 'segment_values'],
  },
};

/** `plans` and `answers`: rows of `source` beside their plan, inside their model's own range, with the columns asked for. */
export function answers(
  columns: readonly string[],
  plan: readonly PlanColumn[],
  source: string = ON_TIME,
): string {
  const needed = [...plan, ...columns.flatMap((column) => DERIVED[column]?.plan ?? [])];
  const list = columns.map((column) => DERIVED[column]?.sql ?? `p.${column} AS ${column}`);
  return `${plans(needed)},
answers AS (
  SELECT p.model AS model, p.window_start AS window_start, ${list.join(', ')},
    ${[...new Set(needed)].join(', ')}${needed.includes('grid') ? '' : ', grid'}
  FROM (${source}) AS p
  INNER JOIN plans ON p.model = plan_model
  WHERE toUInt32(p.window_start) >= since AND toUInt32(p.window_start) < upto
)`;
}

/** One row for `all` and one for each segment value of the row. */
export const SEGMENT = `arrayJoin(arrayConcat(['all'], arrayMap((name, value) -> concat(name, '=', value), segment_names, segment_places))) AS segment`;

/** Roles by model, revision and version. */
export const ROLES = `roles AS (
  SELECT model, revision, version, role, release, released_at, randomised_by
  FROM route_roles FINAL WHERE model IN {models:Array(String)}
)`;

/** Column of the role a group of rows played: `revision` is the newest route they name. */
export const ROLE = `if(arm = 'shadow', 'shadow', toString(role))`;

/** Start of the window (ms) in whose report something is due that ends at `end` (ms): as dueWindow of domain/window. */
export const dueIn = (end: string): string =>
  `(intDiv(${end} + lateness_ms + slow_lag_ms + base_ms - 1, base_ms) * base_ms - base_ms)`;

/** Arrival time (ms) up to which rows count for something that ends at `end` (ms). */
export const dueAt = (end: string): string => `(${end} + lateness_ms + slow_lag_ms)`;

/** Milliseconds of a DateTime column. */
export const ms = (column: string): string => `(toUInt64(toUInt32(${column})) * 1000)`;
