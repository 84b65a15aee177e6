import { changeWorld } from '../traffic/changed-world.js';
import { FIRST_CONCEPT } from '../traffic/concept.js';
import { generatorOf } from '../traffic/episodes.js';
import { drawOnset } from '../traffic/scenery.js';

/** 41: what the model answers decides which labels there are: the surer it is, the fewer; then the world changes. */
export const feedbackLoop = generatorOf('feedback-loop', { pace: 'label' }, (site) => {
  const { scenery } = site;
  const { random } = scenery;
  const gain = random.uniform();
  site.contract = {
    ...site.contract,
    labels: { ...(site.contract['labels'] as object), influenced_by_decision: true },
  };
  site.labelEffects.push((label) => {
    if (label.draft.score >= 0.5 && random.chance(gain)) label.value = 1;
  });
  const shift = Math.log(random.between(2, 3)) * (random.chance(0.5) ? 1 : -1);
  const changed = { ...FIRST_CONCEPT, visits: FIRST_CONCEPT.visits + shift };
  changeWorld(site, changed, {
    onset: drawOnset(scenery),
    course: () => changed,
    accept: [{ model: { do: 'veto' } }],
  });
});
