import { during } from '../traffic/draft.js';
import { quarantinedEverywhere } from '../traffic/accepts.js';
import { generatorOf } from '../traffic/episodes.js';
import { windowsFloor } from '../traffic/floors.js';
import { drawOnset } from '../traffic/scenery.js';

/** 15: an upstream team changes a unit, and values leave the range the contract allows. */
export const unitOutOfRange = generatorOf('unit-out-of-range', { pace: 'serving' }, (site) => {
  const { scenery } = site;
  const { random, minutes, perMinute } = scenery;
  const factor = random.pick([100, -1, 1_000]);
  const onset = drawOnset(scenery);
  const deadline = Math.min(minutes - 1, onset + 360);
  site.effects.push(
    during(onset, deadline, (draft) => {
      const { amount } = draft.features;
      if (typeof amount === 'number') draft.features['amount'] = amount * factor;
    }),
  );
  site.incidents.push({
    onset,
    deadline,
    floor: windowsFloor(scenery, 6),
    accept: [quarantinedEverywhere('source=billing')],
    harmPerMinute: perMinute * 0.1,
  });
});
