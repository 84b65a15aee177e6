import { ContrastTally } from './contrast-counts.js';
import { byUnit, exposedSegments, type FirstExposures } from './first-exposures.js';
import type { ReadyPlan } from './plan.js';
import type { ModelTables } from './model-tables.js';
import { brokenInputs, InputTally } from './row-tally.js';

/** How long after its first answer of an epoch a unit's errors, slow answers and broken inputs count, ms. */
const UNIT_HORIZON_MS = 600_000;
/** Shortest epoch, ms. */
export const DAY_MS = 86_400_000;

/** Units first exposed in one window that met an error, a timeout, a slow answer or a broken input within ten minutes, by role. */
export function unitContrasts(
  tables: ModelTables,
  exposures: FirstExposures,
  ready: ReadyPlan,
  window: number,
): ContrastTally {
  const { base_ms, slow_ms } = ready.plan;
  const exposed = exposures.of(window, window + base_ms, base_ms, DAY_MS);
  const tally = new ContrastTally();
  if (exposed.length === 0) return tally;
  const units = byUnit(exposed);
  const met = new Map(
    exposed.map((exposure) => [
      exposure,
      { error: 0, timeout: 0, latency: 0, inputs: new InputTally(ready) },
    ]),
  );
  tables.eachOnTime(window, window + base_ms + UNIT_HORIZON_MS, base_ms, (row) => {
    if (row.arm !== 'live') return;
    for (const exposure of units.get(row.unit) ?? []) {
      if (row.eventTime < exposure.firstAt || row.eventTime >= exposure.firstAt + UNIT_HORIZON_MS) continue;
      const outcome = met.get(exposure)!;
      if (row.status === 'error') outcome.error = 1;
      if (row.status === 'timeout') outcome.timeout = 1;
      if (row.latency > slow_ms) outcome.latency = 1;
      outcome.inputs.add(row, ready);
    }
  });
  for (const [exposure, outcome] of met) {
    const counts = tally.of(exposure.stratum);
    for (const segment of exposedSegments(ready, exposure)) {
      counts.add(segment, 'error', 1, outcome.error);
      counts.add(segment, 'timeout', 1, outcome.timeout);
      counts.add(segment, 'latency', 1, outcome.latency);
    }
    for (const [metric, k] of brokenInputs(outcome.inputs, ready))
      counts.add('all', metric, 1, Math.min(1, k));
  }
  return tally;
}
