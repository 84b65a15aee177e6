import { changeWorld } from '../traffic/changed-world.js';
import { FIRST_CONCEPT } from '../traffic/concept.js';
import { generatorOf } from '../traffic/episodes.js';
import { drawOnset } from '../traffic/scenery.js';
import type { Site } from '../traffic/site.js';

/** The effect of visits on the odds of a positive changes at once, by a factor of 1.1–3 for each unit of spread. */
export function stepConcept(site: Site): void {
  const { random } = site.scenery;
  const shift = Math.log(random.between(1.1, 3)) * (random.chance(0.5) ? 1 : -1);
  const changed = { ...FIRST_CONCEPT, visits: FIRST_CONCEPT.visits + shift };
  changeWorld(site, changed, { onset: drawOnset(site.scenery), course: () => changed });
}

/** 30: from one minute to the next the same inputs mean something else. */
export const conceptStep = generatorOf('concept-step', { pace: 'label' }, stepConcept);
