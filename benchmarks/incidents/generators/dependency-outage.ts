import { drained, heldForDependency } from '../traffic/accepts.js';
import { generatorOf } from '../traffic/episodes.js';
import { sloFloor } from '../traffic/floors.js';
import { release, SLOW_CANARY } from '../traffic/releases.js';
import { drawOnset } from '../traffic/scenery.js';
import type { Site } from '../traffic/site.js';

/** How near a step must be for the onset set to hold it, minutes. */
const NEAR = 20;

/** Something every version needs is out for a while; a site without a release has one on canary half of the time. */
export function breakDependency(site: Site): void {
  const { scenery } = site;
  const { random, minutes, perMinute, baseMinutes } = scenery;
  const errors = random.between(0.1, 1);
  const onset = drawOnset(scenery);
  const lasts = Math.floor(random.between(18, 96)) * baseMinutes;
  const started =
    site.ramp === null && random.chance(0.5)
      ? Math.max(60, onset - Math.floor(random.between(10, 500)))
      : null;
  if (started !== null) release(site, started, SLOW_CANARY);
  site.effects.push((draft) => {
    if (draft.minute >= onset && draft.minute < onset + lasts && random.chance(errors))
      draft.status = random.chance(0.5) ? 'error' : 'timeout';
  });
  const steps = started === null ? [] : SLOW_CANARY.map(({ after }) => started + after);
  const suspect = steps.some((step) => step <= onset + NEAR && step >= onset - NEAR);
  site.incidents.push({
    onset,
    deadline: Math.min(minutes - 1, onset + lasts - 2 * baseMinutes),
    floor: sloFloor(scenery, errors / 2),
    accept: suspect ? [heldForDependency, ...drained] : [heldForDependency],
    harmPerMinute: perMinute * errors * 0.05,
  });
}

/** 24: a dependency is out for both roles; hold, or drain when a step lies in the onset set. */
export const dependencyOutage = generatorOf('dependency-outage', { pace: 'serving' }, breakDependency);
