import { defineQuery } from '../query.js';
import { CONTRASTED } from './contrast-parts.js';
import { DAY } from './exposed-parts.js';
import { answers, ms, RANGE_TYPES, ROLES } from './pane-parts.js';
import type { PaneParams } from './pane-parts.js';

/** How a window's units were divided in one stratum, in the report of `window` (start, ms). */
export interface AssignmentRow {
  readonly model: string;
  readonly window: number;
  readonly release: string;
  readonly epoch: number;
  readonly region: string;
  readonly revision: number;
  /** Units first met in the window, by the role they got. */
  readonly candidate: number;
  readonly control: number;
  /** Units answered in the window by the other role than first in this epoch, region and revision. */
  readonly both: number;
}

const EPOCH = `toUInt32(intDiv(greatest(0, toInt64(${ms('a.window_start')}) - toUnixTimestamp64Milli(released_at)), toInt64(${DAY}))) + 1`;

/** Divisions of the closing windows of releases randomised by unit, after their first exposures are noted; canonical order. */
export const readAssignments = defineQuery<PaneParams & { seen_from: number }, AssignmentRow>({
  name: 'read-assignments',
  sql: `
WITH ${answers(['unit', 'arm', 'version', 'route_revision', 'region'], [])}, ${ROLES}, ${CONTRASTED},
met AS (
  SELECT DISTINCT a.model AS model, a.window_start AS met_in, unit, region, route_revision AS revision, side, release, ${EPOCH} AS epoch
  FROM (SELECT * FROM answers WHERE arm = 'live') AS a
  INNER JOIN contrasted AS c ON c.model = a.model AND c.revision = a.route_revision AND c.version = a.version
  WHERE randomised_by = 'unit'
),
firsts AS (
  SELECT model, release, epoch, window_start, unit, toString(role) AS first_side, region, revision FROM first_exposures FINAL
  WHERE model IN {models:Array(String)} AND epoch_ms = ${DAY} AND unit IN (SELECT unit FROM met)
    AND window_start >= toDateTime({seen_from:UInt32}, 'UTC') AND window_start < toDateTime({until:UInt32}, 'UTC')
)
SELECT model, toUInt64(toUInt32(at)) * 1000 AS window, release, epoch, region, revision,
  uniqExactIf(unit, window_start = at AND first_side = 'candidate') AS candidate,
  uniqExactIf(unit, window_start = at AND first_side = 'control') AS control,
  uniqExactIf(unit, window_start <= at AND first_side != side) AS both
FROM (
  SELECT m.model AS model, m.met_in AS at, m.release AS release, m.epoch AS epoch, m.region AS region, m.revision AS revision,
    m.unit AS unit, m.side AS side, f.window_start AS window_start, f.first_side AS first_side
  FROM met AS m
  INNER JOIN firsts AS f ON f.model = m.model AND f.release = m.release AND f.epoch = m.epoch AND f.unit = m.unit
    AND f.region = m.region AND f.revision = m.revision
)
GROUP BY model, window, release, epoch, region, revision
HAVING candidate + control + both > 0
ORDER BY model, window, release, epoch, region, revision`,
  params: { ...RANGE_TYPES, seen_from: 'UInt32' },
  row: (raw) => raw as unknown as AssignmentRow,
});
