import { defineQuery } from '../query.js';
import { plans, RANGE_TYPES } from './pane-parts.js';
import type { PaneParams } from './pane-parts.js';

/** A change somebody announced, with the window (start, ms) whose arrival window it came in. */
export interface ChangeRow {
  readonly model: string;
  readonly window: number;
  readonly change_id: string;
  readonly kind: string;
  readonly scope: readonly string[];
  readonly event_time: number;
  readonly summary: string;
  readonly shares: Readonly<Record<string, number>>;
}

const ARRIVED = 'toUnixTimestamp64Milli(c.appended_at)';

/**
 * Changes of the models by the closing window whose arrival window, [start, end) plus the lateness, they came in; the
 * first delivery of each counts. A change made over 400 days before its arrival is nobody's suspect and left out.
 */
export const readChanges = defineQuery<PaneParams, ChangeRow>({
  name: 'read-changes',
  sql: `
WITH ${plans(['base_ms', 'lateness_ms'])}
SELECT c.model AS model, intDiv(${ARRIVED} - lateness_ms, base_ms) * base_ms AS window, change_id, kind, scope,
  toUnixTimestamp64Milli(event_time) AS made, summary, shares
FROM (
  SELECT * FROM changes FINAL
  WHERE model IN {models:Array(String)} AND event_time >= toDateTime({from:UInt32}, 'UTC') - INTERVAL 400 DAY
    AND event_time < toDateTime({until:UInt32}, 'UTC') + INTERVAL 31 DAY
    AND appended_at >= toDateTime({from:UInt32}, 'UTC') AND appended_at < toDateTime({until:UInt32}, 'UTC') + INTERVAL 31 DAY
) AS c
INNER JOIN plans ON c.model = plan_model
WHERE ${ARRIVED} >= toInt64(since) * 1000 + lateness_ms AND ${ARRIVED} < toInt64(upto) * 1000 + lateness_ms
ORDER BY model, window, made, change_id`,
  params: RANGE_TYPES,
  row: ({ made, ...rest }) => ({ ...rest, event_time: made }) as unknown as ChangeRow,
});
