import { during } from '../traffic/draft.js';
import { suspected } from '../traffic/accepts.js';
import { generatorOf } from '../traffic/episodes.js';
import { drawOnset } from '../traffic/scenery.js';

const DRIFT_MINUTES = 360;
/** A share of sentinels below this leaves PSI under .2: 3 % of rows lie in the bin of the mode. */
const VISIBLE = 0.14;

/** 17: a source fills gaps with the commonest value: 1–40 % of rows are what they are not. */
export const sentinel = generatorOf('sentinel', { pace: 'label' }, (site) => {
  const { scenery } = site;
  const { random, minutes, perMinute } = scenery;
  const share = random.between(0.01, 0.4);
  const onset = drawOnset(scenery);
  const deadline = Math.min(minutes - 1, onset + 6 * DRIFT_MINUTES);
  site.effects.push(
    during(onset, deadline, (draft) => {
      if (random.chance(share)) draft.features['amount'] = 28;
    }),
  );
  site.incidents.push({
    onset,
    deadline,
    floor: share >= VISIBLE ? (2 * DRIFT_MINUTES) / 3 : Infinity,
    accept: [suspected('source=billing'), suspected('feature=amount')],
    harmPerMinute: perMinute * share * 0.1,
  });
});
