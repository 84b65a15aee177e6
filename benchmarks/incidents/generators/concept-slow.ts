import { changeWorld, drawChange } from '../traffic/changed-world.js';
import { between, FIRST_CONCEPT } from '../traffic/concept.js';
import { generatorOf } from '../traffic/episodes.js';

/** 31: over three to six days the same inputs come to mean something else. */
export const conceptSlow = generatorOf('concept-slow', { pace: 'label' }, (site) => {
  const { random } = site.scenery;
  const takes = random.between(3, 6) * 1_440;
  const { minutes, warmup } = site.scenery;
  // The change takes days: what is left must hold it in full, and what tells of it.
  const onset = warmup + Math.floor((minutes - warmup) * random.between(0.05, 0.4));
  const changed = drawChange(random, 1.5);
  changeWorld(site, changed, {
    onset,
    slow: takes / 2,
    course: (minute) => between(FIRST_CONCEPT, changed, Math.min(1, (minute - onset) / takes)),
  });
});
