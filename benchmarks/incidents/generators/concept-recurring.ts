import { retrained } from '../traffic/accepts.js';
import { changeWorld } from '../traffic/changed-world.js';
import { FIRST_CONCEPT } from '../traffic/concept.js';
import { generatorOf } from '../traffic/episodes.js';
import { drawOnset } from '../traffic/scenery.js';

/** 32: two worlds take turns every three to five days; a model kept from the other is as good as a new one. */
export const conceptRecurring = generatorOf('concept-recurring', { pace: 'label' }, (site) => {
  const { random } = site.scenery;
  const shift = Math.log(random.between(1.1, 3)) * (random.chance(0.5) ? 1 : -1);
  const period = random.between(3, 5) * 1_440;
  const onset = drawOnset(site.scenery);
  const changed = { ...FIRST_CONCEPT, visits: FIRST_CONCEPT.visits + shift };
  changeWorld(site, changed, {
    onset,
    course: (minute) => (Math.floor((minute - onset) / period) % 2 === 0 ? changed : FIRST_CONCEPT),
    accept: [retrained, { traffic: { do: 'rollback' } }],
  });
});
