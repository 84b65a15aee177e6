import { rolledBack } from '../traffic/accepts.js';
import { generatorOf } from '../traffic/episodes.js';
import { timingFloor } from '../traffic/floors.js';
import { ALL_AT_ONCE, release } from '../traffic/releases.js';
import { drawOnset } from '../traffic/scenery.js';

/** 7: a release that goes everywhere at once answers 2–100 % of requests with errors. */
export const allAtOnce = generatorOf('all-at-once', { pace: 'serving' }, (site) => {
  const { scenery } = site;
  const { random, minutes, perMinute } = scenery;
  const errors = random.between(0.02, 1);
  const onset = drawOnset(scenery);
  release(site, onset, ALL_AT_ONCE);
  site.effects.push((draft) => {
    if (draft.version === 'v2' && random.chance(errors)) draft.status = 'error';
  });
  site.incidents.push({
    onset,
    deadline: Math.min(minutes - 1, onset + 360),
    floor: timingFloor(scenery, errors),
    accept: rolledBack(),
    harmPerMinute: perMinute * errors,
  });
});
