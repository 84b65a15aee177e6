import { generatorOf } from '../traffic/episodes.js';
import { oddsTimes } from '../traffic/draft.js';
import { WRONG_RATE } from '../traffic/wrong.js';

/** 47: a new version every night by schedule, and one in twenty is a dud: it must not get far. */
export const nightlyDuds = generatorOf('nightly-duds', { pace: 'label' }, (site) => {
  const { scenery } = site;
  const { random, minutes, perMinute, warmup } = scenery;
  const odds = random.between(2, 4);
  const duds = new Set<string>();
  site.contract = { ...site.contract, signals: { retrain: { schedule: 'daily' } } };
  site.trained = (version) => {
    if (random.chance(0.05)) duds.add(version);
    return {};
  };
  const turned = (oddsTimes(WRONG_RATE, odds) - WRONG_RATE) / (1 - WRONG_RATE);
  site.effects.push((draft) => {
    if (duds.has(draft.version) && random.chance(turned)) draft.score = draft.positive ? 0.2 : 0.8;
  });
  // Schedules are kept, and duds taken back: both are right at any time.
  site.incidents.push({
    onset: 0,
    deadline: minutes - 1,
    floor: warmup / 9,
    accept: [{ model: { do: 'retrain' }, data: { do: 'clean' } }],
    harmPerMinute: perMinute * 0.001,
  });
});
