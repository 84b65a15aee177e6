import { notConverged } from '../traffic/accepts.js';
import { generatorOf } from '../traffic/episodes.js';
import { windowsFloor } from '../traffic/floors.js';
import { release, SLOW_CANARY } from '../traffic/releases.js';
import { drawOnset } from '../traffic/scenery.js';

/** 11: part of the fleet never takes the release up: the share observed is not the share announced. */
export const mixedFleet = generatorOf('mixed-fleet', { pace: 'serving' }, (site) => {
  const { scenery } = site;
  const { random, minutes, perMinute } = scenery;
  const stuck = random.between(0.1, 0.9);
  const start = drawOnset(scenery);
  release(site, start, SLOW_CANARY);
  site.effects.push((draft) => {
    if (draft.version === 'v2' && draft.unit.place * 7919 - Math.floor(draft.unit.place * 7919) < stuck)
      draft.version = 'v1';
  });
  site.incidents.push({
    onset: start,
    deadline: Math.min(minutes - 1, start + 600),
    floor: windowsFloor(scenery, 3 + 200 / (stuck ** 2 * perMinute * 5)),
    accept: [notConverged],
    harmPerMinute: perMinute * 0.02,
  });
});
