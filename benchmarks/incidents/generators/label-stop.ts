import { generatorOf } from '../traffic/episodes.js';
import { faultyLabels } from '../traffic/label-faults.js';

/** 37: labels stop coming, all of them or most. */
export const labelStop = generatorOf('label-stop', { pace: 'label' }, (site) => {
  const { random } = site.scenery;
  const lost = random.between(0.5, 1);
  faultyLabels(site, (label) => (label.lost ||= random.chance(lost)), 3);
});
