import { notConverged } from '../traffic/accepts.js';
import { generatorOf } from '../traffic/episodes.js';
import { windowsFloor } from '../traffic/floors.js';
import { release } from '../traffic/releases.js';
import { drawOnset } from '../traffic/scenery.js';

/** 12: routing is not sticky: a unit that comes again may meet the other version. */
export const routingFlips = generatorOf('routing-flips', { pace: 'serving', byUnit: true }, (site) => {
  const { scenery } = site;
  const { random, minutes, perMinute } = scenery;
  const flips = random.between(0.01, 0.5);
  const start = drawOnset(scenery);
  release(site, start, [
    { after: 0, share: 0.25 },
    { after: 240, share: 0.5 },
  ]);
  site.effects.push((draft) => {
    const share = draft.minute >= start + 240 ? 0.5 : 0.25;
    if (draft.minute >= start && random.chance(flips)) draft.version = random.chance(share) ? 'v2' : 'v1';
  });
  site.incidents.push({
    onset: start,
    deadline: Math.min(minutes - 1, start + 600),
    floor: windowsFloor(scenery, 1 + 1_000 / (perMinute * 5)),
    accept: [notConverged],
    harmPerMinute: perMinute * 0.01,
  });
});
