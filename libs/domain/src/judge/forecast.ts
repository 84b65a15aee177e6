import type { ModelContract } from '../contract/contract.js';
import { exposureOf } from './exposure.js';
import { DAY_MS } from './observe/policy.js';
import type { ReleaseState } from './observe/release.js';
import type { TrafficState } from './observe/traffic.js';

/** Units beside the candidate that tell their rate well enough to plan with. */
const KNOWN_UNITS = 100;

/** Rows a day of all regions, from the hours that are known. */
function rowsADay({ phases }: TrafficState, { windows }: ModelContract): number {
  const perWindow = Object.values(phases).map((flat) => {
    const known = flat.filter((_, i) => i % 2 === 1 && (flat[i - 1] ?? 0) > 0);
    return known.reduce((sum, mean) => sum + mean, 0) / Math.max(1, known.length);
  });
  return perWindow.reduce((sum, mean) => sum + mean, 0) * (DAY_MS / windows.base_ms);
}

/**
 * Tells once for each step when the units it asks for will have been seen, at today's traffic and the step's share; `by` is
 * null when nobody can tell within a day, so few are those beside the candidate. `now` is the end of the window (ms).
 */
export function forecastExposure(
  release: ReleaseState,
  traffic: TrafficState,
  contract: ModelContract,
  now: number,
): ReleaseState {
  if (release.visible?.step === release.step || release.share === 0) return release;
  const exposure = exposureOf(release, contract);
  if (!exposure) return release;
  const [, , beside] = release.seen[exposure.metric] ?? [0, 0, 0, 0];
  if (beside < KNOWN_UNITS)
    return now - release.step_since < DAY_MS
      ? release
      : { ...release, visible: { step: release.step, by: null } };
  const unitsPerRow = release.predictions > 0 ? release.units / release.predictions : 1;
  const perMs = (rowsADay(traffic, contract) * release.share * unitsPerRow) / DAY_MS;
  const missing = Math.max(0, exposure.needed - exposure.seen);
  const by = missing === 0 ? now : perMs > 0 ? Math.round(now + missing / perMs) : null;
  return { ...release, visible: { step: release.step, by } };
}

/** Whether the harm a step asks about cannot show within the watch: then the machine does not wait for it, a person promotes. */
export const isUndetectable = (
  { visible, step, step_since }: ReleaseState,
  { gates }: ModelContract,
): boolean =>
  visible?.step === step && (visible.by === null || visible.by - step_since > gates.deploy.watch_ms);
