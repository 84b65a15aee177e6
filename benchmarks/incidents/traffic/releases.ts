import { Ramp, type RampPlan, type RampStep } from './ramp.js';
import type { Site } from './site.js';

/** A canary of few steps, as a deploy tool ramps it: minutes after the start, and shares. */
export const SLOW_CANARY: readonly RampStep[] = [
  { after: 0, share: 0.1 },
  { after: 120, share: 0.25 },
  { after: 360, share: 0.5 },
];

/** Everything at once. */
export const ALL_AT_ONCE: readonly RampStep[] = [{ after: 0, share: 1 }];

/** A canary that ends with everything on the candidate. */
export const FULL_ROLLOUT: readonly RampStep[] = [...SLOW_CANARY, { after: 600, share: 1 }];

/** Gives a site a release of v2 against v1 that starts at a minute. */
export function release(
  site: Site,
  start: number,
  steps: readonly RampStep[],
  more: Partial<RampPlan> = {},
): Ramp {
  site.ramp = new Ramp({
    model: site.scenery.model,
    candidate: 'v2',
    control: 'v1',
    start,
    steps,
    regions: [],
    ...more,
  });
  return site.ramp;
}
