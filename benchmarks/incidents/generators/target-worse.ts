import { generatorOf } from '../traffic/episodes.js';
import { timingFloor } from '../traffic/floors.js';
import { ALL_AT_ONCE, release } from '../traffic/releases.js';
import { drawOnset } from '../traffic/scenery.js';

/** 45: the release was broken, and what it replaced no longer works either: going back does not cure. */
export const targetWorse = generatorOf('target-worse', { pace: 'serving' }, (site) => {
  const { scenery } = site;
  const { random, minutes, perMinute } = scenery;
  const errors = random.between(0.1, 0.6);
  const onset = drawOnset(scenery);
  release(site, onset, ALL_AT_ONCE);
  site.effects.push((draft) => {
    const worse = draft.version === 'v1' ? Math.min(1, errors * 1.5) : errors;
    if (draft.minute >= onset && random.chance(worse)) draft.status = 'error';
  });
  site.incidents.push({
    onset,
    deadline: Math.min(minutes - 1, onset + 360),
    floor: timingFloor(scenery, errors),
    accept: [{ traffic: { do: 'rollback' }, people: { do: 'page' } }],
    harmPerMinute: perMinute * errors,
  });
});
