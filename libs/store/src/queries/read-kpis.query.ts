import { defineQuery } from '../query.js';
import { plans, RANGE_TYPES } from './pane-parts.js';
import type { PaneParams } from './pane-parts.js';

/** Final outcomes of one KPI for the units one version served in one hour (start, ms), by segment; `total` is fixed point 1e3. */
export interface KpiRow {
  readonly model: string;
  readonly kpi: string;
  readonly hour: number;
  readonly version: string;
  readonly role: string;
  readonly segment: string;
  readonly units: number;
  readonly reached: number;
  readonly total: number;
}

/** KPI hours of one KPI per range (`kpis`, beside `models`), in canonical order. */
export const readKpis = defineQuery<PaneParams & { kpis: readonly string[] }, KpiRow>({
  name: 'read-kpis',
  sql: `
WITH ${plans(['base_ms'])}
SELECT model, kpi, toUInt64(toUInt32(k.hour)) * 1000 AS hour_ms, version, role, segment, units, reached, total
FROM (
  SELECT * FROM kpi_hours FINAL
  WHERE model IN {models:Array(String)}
    AND hour >= toDateTime({from:UInt32}, 'UTC') AND hour < toDateTime({until:UInt32}, 'UTC')
    AND (model, kpi) IN arrayZip({models:Array(String)}, {kpis:Array(String)})
  ORDER BY known_at LIMIT 1 BY model, hour, kpi, version, segment
) AS k
INNER JOIN plans ON k.model = plan_model
WHERE toUInt32(k.hour) >= since AND toUInt32(k.hour) < upto
ORDER BY model, kpi, hour_ms, version, segment`,
  params: { ...RANGE_TYPES, kpis: 'Array(String)' },
  row: ({ hour_ms, ...rest }) => ({ ...rest, hour: hour_ms }) as unknown as KpiRow,
});
