import type { IncidentGenerator } from '../interface.js';
import { retrained } from '../traffic/accepts.js';
import { FIRST_CONCEPT } from '../traffic/concept.js';
import { siteOf } from '../traffic/episodes.js';
import { relativeRisk, riskFloor, TOLERATED } from '../traffic/risk.js';
import { drawOnset } from '../traffic/scenery.js';

/** 30: from one minute to the next the same inputs mean something else: odds of a positive × or ÷ 1.1–3. */
export const conceptStep: IncidentGenerator = {
  name: 'concept-step',
  create(seed, traffic, options) {
    const site = siteOf('concept-step', { seed, traffic, ...options }, { pace: 'label' });
    const { scenery } = site;
    const { random, minutes, perMinute } = scenery;
    const shift = Math.log(random.between(1.1, 3)) * (random.chance(0.5) ? 1 : -1);
    const onset = drawOnset(scenery);
    const changed = { ...FIRST_CONCEPT, intercept: FIRST_CONCEPT.intercept + shift };
    site.world = (minute) => (minute < onset ? FIRST_CONCEPT : changed);
    const relative = relativeRisk(scenery, changed);
    // Below the tolerated risk a change is none: whoever leaves it alone is right.
    if (relative > TOLERATED)
      site.incidents.push({
        onset,
        deadline: minutes - 1,
        floor: riskFloor(scenery, relative),
        accept: [retrained],
        harmPerMinute: perMinute * (relative - 1) * 0.2,
      });
    return site.episode();
  },
};
