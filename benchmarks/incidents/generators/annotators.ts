import { generatorOf } from '../traffic/episodes.js';
import { faultyLabels } from '../traffic/label-faults.js';

/** 38: other people label from some day on, and see it otherwise. */
export const annotators = generatorOf('annotators', { pace: 'label' }, (site) => {
  const { random } = site.scenery;
  const lenient = random.between(0.3, 0.8);
  faultyLabels(
    site,
    (label) => {
      if (label.value === 0 && random.chance(lenient)) label.value = 1;
    },
    6,
  );
});
