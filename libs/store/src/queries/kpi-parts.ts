import { ms } from './pane-parts.js';

/** KPI ranges: the type of the parameter that names the KPI of each range, beside those of every pane statement. */
export const KPI_TYPE = { kpis: 'Array(String)', outcomes_until: 'UInt32' } as const;

/** Parameters of KPI statements: the KPI of each range, and the bound (s) on outcomes that may still count. */
export type KpiParams = { readonly kpis: readonly string[]; readonly outcomes_until: number };

/** Which KPI each range is about. */
export const WANTED = `wanted AS (
  SELECT w.1 AS wanted_model, w.2 AS kpi, w.3 AS kpi_since, w.4 AS kpi_upto
  FROM (SELECT arrayJoin(arrayZip({models:Array(String)}, {kpis:Array(String)}, {froms:Array(UInt32)}, {untils:Array(UInt32)})) AS w)
)`;

/** Horizon (ms) of a row's KPI and whether less is better. */
export const HORIZON = 'kpi_horizons[indexOf(kpi_names, kpi)]';
export const LOWER = 'kpi_lower[indexOf(kpi_names, kpi)]';

/** End of the hour a unit was served in, ms: its outcome is final one horizon later. */
export const SERVED_END = `(${ms('hour')} + 3600000)`;

/** Outcomes of the wanted KPIs by unit; one that names a prediction belongs to the unit of that prediction in `answers`. */
export const TOLD_OUTCOMES = `outcomes_told AS (
  SELECT o.model AS model, o.kpi AS kpi, if(o.prediction_id = toUUID('00000000-0000-0000-0000-000000000000'), o.unit, if(ids.unit = 0, o.unit, ids.unit)) AS unit,
    o.event_time AS happened_at, o.appended_at AS told_at, o.value AS value
  FROM (
    SELECT * FROM outcomes FINAL
    WHERE model IN {models:Array(String)} AND kpi IN {kpis:Array(String)}
      AND event_time >= toDateTime({from:UInt32}, 'UTC') AND event_time < toDateTime({outcomes_until:UInt32}, 'UTC')
  ) AS o
  LEFT ANY JOIN (SELECT model, prediction_id, unit FROM answers) AS ids ON ids.model = o.model AND ids.prediction_id = o.prediction_id
)`;

/** What a unit of \`units\` (model, kpi, unit, first_at, due) brought within the horizon, between 0 and 1e6. */
export const worth = (units: string, keys: string): string => `worth AS (
  SELECT ${keys}, greatest(0, least(1e6, sumIf(value, happened_at >= first_at AND told_at < fromUnixTimestamp64Milli(due, 'UTC')
    AND toUnixTimestamp64Milli(happened_at) < toUnixTimestamp64Milli(first_at) + toInt64(horizon)))) AS amount
  FROM ${units} AS u
  LEFT JOIN outcomes_told AS o ON o.model = u.model AND o.kpi = u.kpi AND o.unit = u.unit
  GROUP BY ${keys}
)`;
