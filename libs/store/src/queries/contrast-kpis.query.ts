import { defineStatement } from '../query.js';
import { CONTRAST_COLUMNS, CONTRASTED, unmixed } from './contrast-parts.js';
import { DAY, exposedUnits } from './exposed-parts.js';
import { HORIZON, KPI_TYPE, LOWER, SERVED_END, TOLD_OUTCOMES, WANTED, worth } from './kpi-parts.js';
import type { KpiParams } from './kpi-parts.js';
import { answers, dueAt, dueIn, RANGE_TYPES, ROLES, SEGMENT } from './pane-parts.js';
import type { PaneParams } from './pane-parts.js';

const PLAN = [
  'kpi_names',
  'kpi_horizons',
  'kpi_lower',
  'lateness_ms',
  'slow_lag_ms',
  'base_ms',
  'segment_names',
] as const;
const KEYS = `u.model AS model, u.kpi AS kpi, u.unit AS unit, hour, release, epoch, side, region, revision, segment_names,
  segment_places, due, final, lower`;
const TIMES = `${HORIZON} AS horizon, toInt64(${dueAt(`(${SERVED_END} + ${HORIZON})`)}) AS due,
    toDateTime(intDiv(${dueIn(`(${SERVED_END} + ${HORIZON})`)}, 1000), 'UTC') AS final, ${LOWER} AS lower`;

const kpiContrast = (units: string): string => `
INSERT INTO contrast_counts ${CONTRAST_COLUMNS}
WITH ${answers(
  ['prediction_id', 'version', 'arm', 'event_time', 'unit', 'route_revision', 'segment_places', 'region'],
  PLAN,
)}, ${ROLES}, ${CONTRASTED}, ${unmixed('answers', 'window_start')}, ${WANTED},
${units}, ${TOLD_OUTCOMES},
${worth('units', KEYS)}
SELECT model, final, release, epoch, region, revision, segment, concat('kpi.', kpi), side, hour, count(), countIf((amount > 0) = lower)
FROM (SELECT *, ${SEGMENT} FROM worth)
GROUP BY model, final, release, epoch, region, revision, segment, kpi, side, hour`;

const REQUESTS = `units AS (
  SELECT a.model AS model, kpi, toStartOfHour(event_time) AS hour, release, 1 AS epoch, side, region, route_revision AS revision, unit,
    event_time AS first_at, segment_names, segment_places, ${TIMES}
  FROM (SELECT DISTINCT * FROM answers WHERE arm = 'live') AS a
  INNER JOIN contrasted AS c ON c.model = a.model AND c.revision = a.route_revision AND c.version = a.version
  INNER JOIN wanted ON wanted_model = a.model
  WHERE randomised_by = 'request' AND toUInt32(a.window_start) >= kpi_since AND toUInt32(a.window_start) < kpi_upto
    AND (a.model, a.window_start, a.region) IN (SELECT model, pure_window, region FROM unmixed)
)`;

/** Counts requests that missed a KPI within its horizon, by role; ranges hold whole hours that are due. */
export const fillKpiContrasts = defineStatement<PaneParams & KpiParams>({
  name: 'kpi-contrasts',
  sql: kpiContrast(REQUESTS),
  params: { ...RANGE_TYPES, ...KPI_TYPE },
});

const UNITS = `${exposedUnits(`epoch_ms`)},
units AS (
  SELECT DISTINCT e.model AS model, kpi, toStartOfHour(first_at) AS hour, release, epoch, side, region, revision, unit, first_at,
    segment_names, segment_places, ${TIMES}
  FROM exposed AS e
  INNER JOIN wanted ON wanted_model = e.model
  WHERE toUInt32(window_start) >= kpi_since AND toUInt32(window_start) < kpi_upto AND epoch_ms = greatest(${DAY}, ${HORIZON})
)`;

/** Counts units that missed a KPI within its horizon of their first answer in the epoch, by role. */
export const fillUnitKpiContrasts = defineStatement<PaneParams & KpiParams>({
  name: 'unit-kpi-contrasts',
  sql: kpiContrast(UNITS),
  params: { ...RANGE_TYPES, ...KPI_TYPE },
});
