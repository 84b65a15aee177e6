import { defineStatement } from '../query.js';
import { HORIZON, KPI_TYPE, SERVED_END, TOLD_OUTCOMES, WANTED, worth } from './kpi-parts.js';
import type { KpiParams } from './kpi-parts.js';
import { answers, dueAt, RANGE_TYPES, ROLES, SEGMENT } from './pane-parts.js';
import type { PaneParams } from './pane-parts.js';

/** Counts what the units served in each hour brought within the horizon of a KPI; ranges hold whole hours that are due. */
export const fillKpiHours = defineStatement<PaneParams & KpiParams>({
  name: 'kpi-hours',
  sql: `
INSERT INTO kpi_hours (model, hour, kpi, version, segment, known_at, role, units, reached, total, total_sq)
WITH ${answers(
    ['prediction_id', 'version', 'arm', 'event_time', 'unit', 'route_revision', 'segment_places'],
    ['kpi_names', 'kpi_horizons', 'lateness_ms', 'slow_lag_ms', 'base_ms'],
  )}, ${ROLES}, ${WANTED},
served AS (
  SELECT a.model AS model, kpi, toStartOfHour(event_time) AS hour, version, unit, min(event_time) AS first_at,
    argMin(segment_names, (event_time, prediction_id)) AS segment_names,
    argMin(segment_places, (event_time, prediction_id)) AS segment_places, max(route_revision) AS revision,
    any(${HORIZON}) AS horizon, any(toInt64(${dueAt(`(${SERVED_END} + ${HORIZON})`)})) AS due
  FROM (SELECT DISTINCT * FROM answers WHERE arm = 'live') AS a
  INNER JOIN wanted ON wanted_model = a.model
  WHERE toUInt32(a.window_start) >= kpi_since AND toUInt32(a.window_start) < kpi_upto
  GROUP BY model, kpi, hour, version, unit
), ${TOLD_OUTCOMES},
${worth('served', 'u.model AS model, u.kpi AS kpi, u.unit AS unit, hour, version, segment_names, segment_places, revision, due')}
SELECT c.model, hour, kpi, c.version, segment, fromUnixTimestamp64Milli(due, 'UTC'), toString(role), units, reached, total, total_sq
FROM (
  SELECT model, hour, kpi, version, segment, any(due) AS due, max(revision) AS newest, count() AS units, countIf(amount > 0) AS reached,
    sum(toInt64(round(amount * 1e3))) AS total, sum(amount * amount) AS total_sq
  FROM (SELECT *, ${SEGMENT} FROM worth)
  GROUP BY model, hour, kpi, version, segment
) AS c
LEFT ANY JOIN roles ON roles.model = c.model AND roles.revision = c.newest AND roles.version = c.version`,
  params: { ...RANGE_TYPES, ...KPI_TYPE },
});
