import type { CorrectionRow } from '../queries/read-corrections.query.js';
import { identity, type ModelTables } from './model-tables.js';
import type { ReadyPlan } from './plan.js';

const POINT_MS = 600_000;
const REACH_MS = 7 * 86_400_000;

/** Windows whose late share passed one in a hundred at a point of the correction grid in (from, until] of arrival time, ms. */
export function correctionRows(
  tables: ModelTables,
  { plan }: ReadyPlan,
  from: number,
  until: number,
): CorrectionRow[] {
  const point = Math.max(POINT_MS, plan.base_ms);
  const found: CorrectionRow[] = [];
  for (const [window, { onTime, late, newestLate }] of tables.windows) {
    // Most windows with late rows have none that came just now: those need no look at their punctual ones.
    if (newestLate < from - point || window < from - REACH_MS || window >= until) continue;
    const fresh = [...late.values()].some(({ appendedAt }) => {
      const at = (Math.floor(appendedAt / point) + 1) * point;
      return at > from && at <= until;
    });
    if (!fresh) continue;
    const on = new Set([...onTime.values()].filter(({ arm }) => arm === 'live').map(identity));
    const arrived = [...late.values()]
      .filter((row) => row.arm === 'live' && !on.has(identity(row)))
      .map(({ appendedAt }) => (Math.floor(appendedAt / point) + 1) * point)
      .sort((a, b) => a - b);
    for (const known_at of new Set(arrived)) {
      const known = arrived.filter((at) => at <= known_at).length;
      const before = arrived.filter((at) => at < known_at).length;
      const passed = on.size > 0 && known * 99 > on.size && before * 99 <= on.size;
      if (passed && known_at > from && known_at <= until)
        found.push({ model: plan.model, window, known_at, late: known, on_time: on.size });
    }
  }
  return found.sort((a, b) => a.known_at - b.known_at || a.window - b.window);
}
