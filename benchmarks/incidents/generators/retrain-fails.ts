import { drawChange, knownCases, riskOf } from '../traffic/changed-world.js';
import { FIRST_CONCEPT } from '../traffic/concept.js';
import { generatorOf } from '../traffic/episodes.js';
import { FLOOR_STAR } from '../traffic/floors.js';
import { riskFloor } from '../traffic/risk.js';

const DAY = 1_440;
/** Cool-downs of 24 and 48 hours lie between three trainings. */
const COOL_DOWNS = 3 * DAY;

/** 46: the world changes, and no training passes its gates: the third failure is for people. */
export const retrainFails = generatorOf('retrain-fails', { pace: 'label' }, (site) => {
  const { scenery } = site;
  const { random, minutes, warmup, perMinute } = scenery;
  const changed = drawChange(random, 2);
  // Three trainings and their cool-downs need what is left after the warm-up nearly whole.
  const onset = warmup + Math.floor((minutes - warmup) * random.between(0.02, 0.15));
  site.contract = { ...site.contract, gates: { ...gatesOf(site.contract), validate: ['auc >= 0.65'] } };
  site.trained = () => ({ gates: { auc: random.between(0.5, 0.62) } });
  knownCases(site);
  site.world = (minute) => (minute < onset ? FIRST_CONCEPT : changed);
  const relative = riskOf(scenery, changed);
  site.incidents.push({
    onset,
    deadline: minutes - 1,
    floor: riskFloor(scenery, relative) + COOL_DOWNS / FLOOR_STAR,
    accept: [{ data: { do: 'clean' }, model: { do: 'retrain' }, people: { do: 'page' } }],
    harmPerMinute: perMinute * Math.max(0, relative - 1) * 0.2,
  });
});

const gatesOf = (contract: Readonly<Record<string, unknown>>): object => contract['gates'] as object;
