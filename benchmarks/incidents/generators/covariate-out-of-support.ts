import { generatorOf } from '../traffic/episodes.js';
import { moveInputs } from '../traffic/moved-inputs.js';

/** 34: a public nobody has seen before arrives, and the model is sure of the wrong thing about it. */
export const covariateOutOfSupport = generatorOf('covariate-out-of-support', { pace: 'label' }, (site) => {
  const { random } = site.scenery;
  const far = random.between(3, 6);
  const share = random.between(0.2, 0.6);
  moveInputs(
    site,
    (inputs) =>
      random.chance(share) ? { ...inputs, age: inputs.age + far, visits: inputs.visits + far } : inputs,
    [{ model: { do: 'watch' }, data: { do: 'clean' }, people: { do: 'page' } }],
    // Out there the odds no longer grow with what they grew with before.
    (inputs) => (inputs.age > 3 ? -1.5 * inputs.age * 0.6 : 0),
  );
});
