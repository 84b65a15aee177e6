import { defineQuery } from '../query.js';

/** A window (start, ms) that late rows reached, and the point of the correction grid (ms) by which they had arrived. */
export interface TouchedWindow {
  readonly model: string;
  readonly window: number;
  readonly known_at: number;
}

/**
 * Windows of [from, until) s that late rows touched which arrived in [since, upto) ms, by point of a grid of `grid` ms.
 * The range of windows bounds the partitions read; the arrival index bounds the rows.
 */
export const readTouched = defineQuery<
  { model: string; from: number; until: number; since: number; upto: number; grid: number },
  TouchedWindow
>({
  name: 'read-touched',
  sql: `
SELECT model, toUInt64(toUInt32(window_start)) * 1000 AS window,
  (intDiv(toUnixTimestamp64Milli(appended_at), {grid:Int64}) + 1) * {grid:Int64} AS known_at
FROM predictions
WHERE late = true AND model = {model:String}
  AND window_start >= toDateTime({from:UInt32}, 'UTC') AND window_start < toDateTime({until:UInt32}, 'UTC')
  AND appended_at >= fromUnixTimestamp64Milli({since:Int64}, 'UTC') AND appended_at < fromUnixTimestamp64Milli({upto:Int64}, 'UTC')
GROUP BY model, window, known_at
ORDER BY known_at, window`,
  params: { model: 'String', from: 'UInt32', until: 'UInt32', since: 'Int64', upto: 'Int64', grid: 'Int64' },
  row: (raw) => raw as unknown as TouchedWindow,
});
