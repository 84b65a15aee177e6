import { changeWorld } from '../traffic/changed-world.js';
import { FIRST_CONCEPT } from '../traffic/concept.js';
import { generatorOf } from '../traffic/episodes.js';
import { drawOnset } from '../traffic/scenery.js';

/** 46: the world changes, and what training makes fails its gates three times. */
export const retrainFails = generatorOf('retrain-fails', { pace: 'label' }, (site) => {
  const { scenery } = site;
  const { random } = scenery;
  const gates = site.contract['gates'] as object;
  site.contract = { ...site.contract, gates: { ...gates, validate: ['auc >= 0.6'] } };
  let tries = 0;
  site.trained = () => ({ gates: { auc: (tries += 1) <= 3 ? 0.52 : 0.66 } });
  const shift = Math.log(random.between(2.2, 3)) * (random.chance(0.5) ? 1 : -1);
  const changed = { ...FIRST_CONCEPT, visits: FIRST_CONCEPT.visits + shift };
  changeWorld(site, changed, {
    onset: drawOnset(scenery),
    course: () => changed,
    accept: [{ model: { do: 'retrain' }, data: { do: 'clean' } }],
  });
});
