import { generatorOf } from '../traffic/episodes.js';
import { drawOnset } from '../traffic/scenery.js';

/** T19: an input the model hardly uses drifts far, and labels show that nobody is the worse for it. */
export const harmlessDrift = generatorOf('harmless-drift', { pace: 'label' }, (site) => {
  const { scenery } = site;
  const { random, minutes } = scenery;
  const factor = random.between(1.5, 3);
  const takes = random.between(2, 5) * 1_440;
  const onset = drawOnset(scenery);
  site.inputs = (inputs, minute) =>
    minute < onset
      ? inputs
      : { ...inputs, amount: inputs.amount * (1 + (factor - 1) * Math.min(1, (minute - onset) / takes)) };
  site.incidents.push({
    onset,
    deadline: minutes - 1,
    floor: 0,
    accept: [{ data: { do: 'clean' }, model: { do: 'keep' } }],
    harmPerMinute: 0,
  });
});
