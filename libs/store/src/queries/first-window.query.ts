import { defineQuery } from '../query.js';

/** The earliest window start (ms) in [from, until) that holds an on-time answer of a model; no row without one. */
export const firstWindow = defineQuery<{ model: string; from: number; until: number }, number>({
  name: 'first-window',
  sql: `
SELECT toUInt64(toUInt32(min(window_start))) * 1000 AS first FROM predictions
WHERE late = false AND model = {model:String}
  AND window_start >= toDateTime({from:UInt32}, 'UTC') AND window_start < toDateTime({until:UInt32}, 'UTC')
HAVING count() > 0`,
  params: { model: 'String', from: 'UInt32', until: 'UInt32' },
  row: (raw) => Number(raw['first']),
});
