import { oddsTimes } from '../traffic/draft.js';
import { FIRST_CONCEPT, scoreOf } from '../traffic/concept.js';
import { generatorOf } from '../traffic/episodes.js';
import { contrastFloor } from '../traffic/floors.js';
import { WRONG_RATE } from '../traffic/wrong.js';

const DAY = 1_440;
const DUD_RATE = 0.05;

/**
 * 47: the contract trains every night and one training in twenty, one at least, gives a dud that its gates let through.
 * When a dud serves depends on what is done, so its incident is written down as it answers for the first time.
 */
export const nightlyDuds = generatorOf('nightly-duds', { pace: 'label' }, (site) => {
  const { scenery } = site;
  const { random, minutes, perMinute } = scenery;
  const nights = Math.floor(minutes / DAY);
  const certain = random.whole(2, nights - 6);
  const bad = new Set(Array.from({ length: nights }, (_, i) => i).filter(() => random.chance(DUD_RATE)));
  bad.add(certain);
  const odds = random.between(2, 5);
  const turned = (oddsTimes(WRONG_RATE, odds) - WRONG_RATE) / (1 - WRONG_RATE);
  const floor = contrastFloor(scenery, { rate: WRONG_RATE, odds, share: 0.05, delay: scenery.labelsBy + 5 });
  const duds = new Set<string>();
  const met = new Set<string>();
  site.contract = { ...site.contract, signals: { retrain: { schedule: 'daily' } } };
  site.trained = (version, minute) => {
    if (bad.has(Math.floor(minute / DAY))) duds.add(version);
    return {};
  };
  site.incidents.push({
    onset: DAY,
    deadline: minutes - 1,
    accept: [{ data: { do: 'clean' }, model: { do: 'retrain' } }],
    harmPerMinute: 0,
  });
  site.effects.push((draft) => {
    if (!duds.has(draft.version)) return;
    const score = scoreOf(FIRST_CONCEPT, draft.features);
    const right = score >= 0.5 === draft.positive;
    draft.score = right && random.chance(turned) ? 1 - score : score;
    if (met.has(draft.version)) return;
    met.add(draft.version);
    site.incidents.push({
      onset: draft.minute,
      deadline: Math.min(minutes - 1, draft.minute + 5 * DAY),
      floor,
      accept: [{ traffic: { do: 'rollback' }, data: { do: 'clean' } }],
      harmPerMinute: perMinute * 0.3 * (oddsTimes(WRONG_RATE, odds) - WRONG_RATE),
    });
  });
});
