import type { IncidentGenerator } from '../interface.js';
import { drained, heldForDependency } from '../traffic/accepts.js';
import { siteOf } from '../traffic/episodes.js';
import { sloFloor } from '../traffic/floors.js';
import { release, SLOW_CANARY } from '../traffic/releases.js';
import { drawOnset } from '../traffic/scenery.js';

/** How near a step must be for the onset set to hold it, minutes. */
const NEAR = 20;

/** 24: something every version needs is out; in half of the episodes while a release is on canary. */
export const dependencyOutage: IncidentGenerator = {
  name: 'dependency-outage',
  create(seed, traffic, options) {
    const site = siteOf('dependency-outage', { seed, traffic, ...options }, { pace: 'serving' });
    const { scenery } = site;
    const { random, minutes, perMinute } = scenery;
    const errors = random.between(0.1, 1);
    const onset = drawOnset(scenery);
    const lasts = Math.floor(random.between(90, 480));
    const started = random.chance(0.5) ? Math.max(60, onset - Math.floor(random.between(10, 500))) : null;
    if (started !== null) release(site, started, SLOW_CANARY);
    site.effects.push((draft) => {
      if (draft.minute >= onset && draft.minute < onset + lasts && random.chance(errors))
        draft.status = random.chance(0.5) ? 'error' : 'timeout';
    });
    const steps = started === null ? [] : SLOW_CANARY.map(({ after }) => started + after);
    const suspect = steps.some((step) => step <= onset + NEAR && step >= onset - NEAR);
    site.incidents.push({
      onset,
      deadline: Math.min(minutes - 1, onset + lasts - 10),
      floor: sloFloor(scenery, errors / 2),
      accept: suspect ? [heldForDependency, drained] : [heldForDependency],
      harmPerMinute: perMinute * errors * 0.05,
    });
    return site.episode();
  },
};
