import { generatorOf } from '../traffic/episodes.js';
import { windowsFloor } from '../traffic/floors.js';
import { drawOnset } from '../traffic/scenery.js';

/** 23: records stand still for hours and then come all at once, or a clock is hours off. */
export const stallOrSkew = generatorOf('stall-or-skew', { pace: 'serving' }, (site) => {
  const { scenery } = site;
  const { random, minutes, perMinute, start, baseMinutes } = scenery;
  const onset = drawOnset(scenery);
  const lasts = Math.floor(random.between(60, 360));
  const stall = random.chance(0.5);
  const skew = -random.whole(1, 6) * 3_600_000;
  site.effects.push((draft) => {
    if (draft.minute < onset || draft.minute >= onset + lasts) return;
    if (stall) draft.delay = start + (onset + lasts) * 60_000 - draft.time + random.uniform() * 60_000;
    else {
      draft.time += skew;
      draft.delay -= skew;
    }
  });
  site.incidents.push({
    onset,
    deadline: Math.min(minutes - 1, onset + lasts - baseMinutes),
    floor: windowsFloor(scenery, 4),
    accept: [
      { traffic: { do: 'hold' } },
      ...(stall ? [] : [{ data: { do: 'suspect' } }, { data: { do: 'quarantine' } }]),
    ],
    harmPerMinute: perMinute * 0.02,
  });
});
