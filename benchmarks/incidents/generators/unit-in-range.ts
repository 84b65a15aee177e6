import { during } from '../traffic/draft.js';
import { suspected } from '../traffic/accepts.js';
import { generatorOf } from '../traffic/episodes.js';
import { drawOnset } from '../traffic/scenery.js';

/** Drift windows T8 needs: the one that steps and the next. */
const DRIFT_WINDOWS = 2;
const DRIFT_MINUTES = 360;
/** A step below this factor stays under PSI .2 of a log-normal of spread .6. */
const VISIBLE = 1.3;

/** 16: an upstream team changes a unit, and values stay inside the legal range. */
export const unitInRange = generatorOf('unit-in-range', { pace: 'label' }, (site) => {
  const { scenery } = site;
  const { random, minutes, perMinute } = scenery;
  const factor = random.pick([0.01, 0.45, 1.1, 12]);
  const onset = drawOnset(scenery);
  const deadline = Math.min(minutes - 1, onset + 6 * DRIFT_MINUTES);
  site.effects.push(
    during(onset, deadline, (draft) => {
      const { amount } = draft.features;
      if (typeof amount === 'number') draft.features['amount'] = amount * factor;
    }),
  );
  const visible = Math.max(factor, 1 / factor) >= VISIBLE;
  site.incidents.push({
    onset,
    deadline,
    floor: visible ? (DRIFT_WINDOWS * DRIFT_MINUTES) / 3 : Infinity,
    accept: [suspected('source=billing'), suspected('feature=amount')],
    harmPerMinute: perMinute * 0.05,
  });
});
