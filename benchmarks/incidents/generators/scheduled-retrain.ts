import { generatorOf } from '../traffic/episodes.js';

/** T21: the contract asks for a new version every week; nothing else is the matter. */
export const scheduledRetrain = generatorOf('scheduled-retrain', { pace: 'label' }, (site) => {
  const { minutes, perMinute } = site.scenery;
  site.contract = { ...site.contract, signals: { retrain: { schedule: 'weekly' } } };
  site.incidents.push({
    onset: 0,
    deadline: minutes - 1,
    floor: (8 * 1_440) / 3,
    accept: [{ model: { do: 'retrain' }, data: { do: 'clean' } }],
    harmPerMinute: perMinute * 0.0001,
  });
});
