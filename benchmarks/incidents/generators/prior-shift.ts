import { changeWorld } from '../traffic/changed-world.js';
import { FIRST_CONCEPT } from '../traffic/concept.js';
import { generatorOf } from '../traffic/episodes.js';
import { drawOnset } from '../traffic/scenery.js';

/** 35: positives become 1.3 to 5 times as frequent, by their odds, and no input tells. */
export const priorShift = generatorOf('prior-shift', { pace: 'label' }, (site) => {
  const { random } = site.scenery;
  const changed = { ...FIRST_CONCEPT, intercept: FIRST_CONCEPT.intercept + Math.log(random.between(1.3, 5)) };
  changeWorld(site, changed, { onset: drawOnset(site.scenery), course: () => changed });
});
