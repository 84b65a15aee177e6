import { changeWorld, drawChange } from '../traffic/changed-world.js';
import { generatorOf } from '../traffic/episodes.js';
import { drawOnset } from '../traffic/scenery.js';
import type { Site } from '../traffic/site.js';

/** The effect of visits on the odds of a positive changes at once, by a factor of 1.1–3 for each unit of spread. */
export function stepConcept(site: Site): void {
  const { random } = site.scenery;
  const changed = drawChange(random);
  changeWorld(site, changed, { onset: drawOnset(site.scenery), course: () => changed });
}

/** 30: from one minute to the next the same inputs mean something else. */
export const conceptStep = generatorOf('concept-step', { pace: 'label' }, stepConcept);
