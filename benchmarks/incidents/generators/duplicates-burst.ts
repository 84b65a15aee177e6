import { generatorOf } from '../traffic/episodes.js';
import { drawOnset } from '../traffic/scenery.js';

/** 20: a producer sends part of its records again and again for a while. */
export const duplicatesBurst = generatorOf('duplicates-burst', { pace: 'serving' }, (site) => {
  const { scenery } = site;
  const { random } = scenery;
  const more = random.between(0.1, 4);
  const from = drawOnset(scenery);
  const until = from + random.whole(20, 360);
  site.copies = (minute) => (minute >= from && minute < until ? more : 0);
});
