import { generatorOf } from '../traffic/episodes.js';
import { release } from '../traffic/releases.js';
import { drawOnset } from '../traffic/scenery.js';
import { sells } from '../traffic/conversions.js';

/** 29: people take a few days to get used to the candidate: its conversion dips and comes back. */
export const novelty = generatorOf('novelty', { pace: 'label' }, (site) => {
  const { scenery } = site;
  const { random, minutes, perMinute } = scenery;
  const rate = random.between(0.05, 0.2);
  const dip = random.between(0.1, 0.3);
  const lasts = random.between(1, 3) * 1_440;
  const onset = drawOnset(scenery);
  release(site, onset, [{ after: 0, share: 0.5 }]);
  sells(site, 6, ({ version, minute }) => {
    const left = Math.max(0, 1 - (minute - onset) / lasts);
    return version === 'v2' ? rate * (1 - dip * left) : rate;
  });
  site.incidents.push({
    onset,
    deadline: minutes - 1,
    // Nothing has to be found: to leave it standing is right from the first minute.
    floor: 0,
    accept: [{ traffic: { do: 'continue' } }, { traffic: { do: 'promote' } }, { traffic: { do: 'hold' } }],
    harmPerMinute: perMinute * 0.5 * rate * dip * 0.1,
  });
});
