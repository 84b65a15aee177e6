import { drained } from '../traffic/accepts.js';
import { generatorOf } from '../traffic/episodes.js';
import { sloFloor } from '../traffic/floors.js';
import { release } from '../traffic/releases.js';
import { drawOnset } from '../traffic/scenery.js';

/** 25: the candidate overloads what both versions need: errors everywhere soon after its step, in proportion to its share. */
export const candidateOutage = generatorOf('candidate-outage', { pace: 'serving' }, (site) => {
  const { scenery } = site;
  const { random, minutes, perMinute } = scenery;
  const share = random.pick([0.1, 0.25, 0.5]);
  const lag = random.between(1, 15);
  const load = random.between(0.5, 2);
  const start = drawOnset(scenery);
  release(site, start, [{ after: 0, share }]);
  let pressure = 0;
  site.effects.push((draft) => {
    // How much of the newest traffic was the candidate's: the outage ends when it is taken away.
    pressure += ((draft.version === 'v2' ? 1 : 0) - pressure) / (perMinute * 5);
    if (draft.minute >= start + lag && random.chance(Math.min(0.9, pressure * load)))
      draft.status = 'timeout';
  });
  const onset = start;
  site.incidents.push({
    onset,
    deadline: Math.min(minutes - 1, onset + 300),
    floor: sloFloor(scenery, share * load) + lag / 3,
    accept: drained,
    harmPerMinute: perMinute * share * load,
  });
});
