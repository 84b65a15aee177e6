import { defineQuery } from '../query.js';

/** Answers of one model in one window (start, ms) and how many of them were errors or timeouts. */
export interface FleetRow {
  readonly model: string;
  readonly window: number;
  readonly n: number;
  readonly failed: number;
}

/**
 * On-time live answers of models by window of `base` ms, of [from, until) s, as far as they had arrived `lateness` ms
 * after the window's end: the same at every later reading.
 */
export const readFleet = defineQuery<
  { models: readonly string[]; from: number; until: number; base: number; lateness: number },
  FleetRow
>({
  name: 'read-fleet',
  sql: `
SELECT model, intDiv(toUnixTimestamp64Milli(event_time), {base:Int64}) * {base:Int64} AS window, count() AS n, countIf(status != 'ok') AS failed
FROM predictions FINAL
WHERE late = false AND model IN {models:Array(String)} AND arm = 'live'
  AND window_start >= toStartOfDay(toDateTime({from:UInt32}, 'UTC')) AND window_start < toDateTime({until:UInt32}, 'UTC')
  AND event_time >= toDateTime({from:UInt32}, 'UTC') AND event_time < toDateTime({until:UInt32}, 'UTC')
  AND toUnixTimestamp64Milli(appended_at) < intDiv(toUnixTimestamp64Milli(event_time), {base:Int64}) * {base:Int64} + {base:Int64} + {lateness:Int64}
GROUP BY model, window
ORDER BY model, window`,
  params: { models: 'Array(String)', from: 'UInt32', until: 'UInt32', base: 'Int64', lateness: 'Int64' },
  row: (raw) => raw as unknown as FleetRow,
});
