import { generatorOf } from '../traffic/episodes.js';
import { moveInputs } from '../traffic/moved-inputs.js';

/** 33: the public changes within what was seen before: more of the cases the model finds hard. */
export const covariateInSupport = generatorOf('covariate-in-support', { pace: 'label' }, (site) => {
  const { random } = site.scenery;
  // Shrinking the spread moves cases to the middle, where the answer is least sure.
  const left = random.between(0.1, 0.7);
  const moved = (value: number): number => value * left;
  moveInputs(site, (inputs) => ({ ...inputs, age: moved(inputs.age), visits: moved(inputs.visits) }), [
    { model: { do: 'retrain' }, data: { do: 'clean' } },
  ]);
});
