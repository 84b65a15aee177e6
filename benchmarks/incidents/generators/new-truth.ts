import { generatorOf } from '../traffic/episodes.js';

/** T13: nothing is wrong, and there is as much new truth as the model was made of: train on it when it suits. */
export const newTruth = generatorOf('new-truth', { pace: 'label' }, (site) => {
  const { scenery } = site;
  const { warmup, minutes, perMinute } = scenery;
  site.incidents.push({
    onset: warmup,
    deadline: minutes - 1,
    // Nobody trained the first version here, so nobody can say how much of the truth is new to it.
    floor: Infinity,
    accept: [{ model: { do: 'retrain' }, data: { do: 'clean' }, traffic: { do: 'continue' } }],
    harmPerMinute: perMinute * 0.0005,
  });
});
