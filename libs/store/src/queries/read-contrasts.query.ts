import { defineQuery } from '../query.js';
import { plans, RANGE_TYPES } from './pane-parts.js';
import type { PaneParams } from './pane-parts.js';

/** Both roles of one metric in one stratum and segment, final in the report of `window` (start, ms). */
export interface ContrastRow {
  readonly model: string;
  readonly window: number;
  readonly release: string;
  readonly epoch: number;
  readonly region: string;
  readonly revision: number;
  readonly segment: string;
  readonly metric: string;
  readonly candidate_n: number;
  readonly candidate_k: number;
  readonly control_n: number;
  readonly control_k: number;
}

/**
 * Contrast counts that are final in the closing windows, both roles side by side, in canonical order. How all units were
 * divided (metric error) is told of windows without one role too: only those with both would make a small role seem larger.
 */
export const readContrasts = defineQuery<PaneParams, ContrastRow>({
  name: 'read-contrasts',
  sql: `
WITH ${plans([])}
SELECT c.model AS model, toUInt64(toUInt32(c.window_start)) * 1000 AS window, release, epoch, c.region AS region, revision, segment, metric,
  sumIf(n, role = 'candidate') AS candidate_n, sumIf(k, role = 'candidate') AS candidate_k,
  sumIf(n, role = 'control') AS control_n, sumIf(k, role = 'control') AS control_k
FROM (
  SELECT * FROM contrast_counts FINAL
  WHERE model IN {models:Array(String)}
    AND window_start >= toDateTime({from:UInt32}, 'UTC') AND window_start < toDateTime({until:UInt32}, 'UTC')
) AS c
INNER JOIN plans ON c.model = plan_model
WHERE toUInt32(c.window_start) >= since AND toUInt32(c.window_start) < upto
GROUP BY model, window, release, epoch, region, revision, segment, metric
HAVING (candidate_n > 0 AND control_n > 0) OR (metric = 'error' AND segment = 'all')
ORDER BY model, window, release, epoch, region, revision, segment, metric`,
  params: RANGE_TYPES,
  row: (raw) => raw as unknown as ContrastRow,
});
