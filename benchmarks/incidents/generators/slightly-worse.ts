import { rolledBack } from '../traffic/accepts.js';
import { generatorOf } from '../traffic/episodes.js';
import { contrastFloor } from '../traffic/floors.js';
import { release } from '../traffic/releases.js';
import { drawOnset } from '../traffic/scenery.js';
import { WRONG_RATE, wrongerBy } from '../traffic/wrong.js';

/** T16: a candidate so little worse that there is time to wait for proof before it is taken back. */
export const slightlyWorse = generatorOf('slightly-worse', { pace: 'label' }, (site) => {
  const { scenery } = site;
  const { random, minutes, perMinute, labelsBy } = scenery;
  const odds = random.between(1.25, 1.45);
  const onset = drawOnset(scenery);
  release(site, onset, [{ after: 0, share: 0.5 }]);
  site.effects.push(wrongerBy(odds, random));
  site.incidents.push({
    onset,
    deadline: minutes - 1,
    floor: contrastFloor(scenery, { rate: WRONG_RATE, odds, share: 0.5, delay: labelsBy + 65 }),
    accept: [{ traffic: { do: 'hold' }, data: { do: 'clean' } }, ...rolledBack()],
    harmPerMinute: perMinute * 0.03,
  });
});
