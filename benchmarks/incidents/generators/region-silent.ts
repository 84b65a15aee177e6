import { generatorOf } from '../traffic/episodes.js';
import { windowsFloor } from '../traffic/floors.js';
import { drawOnset } from '../traffic/scenery.js';

/** 22: a region sends nothing for five minutes to twelve hours. */
export const regionSilent = generatorOf('region-silent', { pace: 'serving' }, (site) => {
  const { scenery } = site;
  const { random, minutes, perMinute, regions, baseMinutes } = scenery;
  const onset = drawOnset(scenery);
  const lasts = Math.floor(random.between(5, 720));
  const region = random.pick(regions);
  site.effects.push((draft) => {
    if (draft.region === region && draft.minute >= onset && draft.minute < onset + lasts) draft.lost = true;
  });
  // Three silent windows are heard; people are called after half an hour. Less than that nobody is asked to see.
  if (lasts >= 30 + 2 * baseMinutes)
    site.incidents.push({
      onset,
      deadline: Math.min(minutes - 1, onset + lasts - baseMinutes),
      // Where fewer than twenty answers are due in a window nobody takes silence for a fault.
      floor: (perMinute * baseMinutes) / regions.length >= 20 ? windowsFloor(scenery, 5) : Infinity,
      accept: [{ traffic: { do: 'hold', scope: `region=${region}` }, people: { do: 'page' } }],
      harmPerMinute: (perMinute * 0.1) / regions.length,
    });
});
