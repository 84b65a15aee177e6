import { generatorOf } from '../traffic/episodes.js';
import { release } from '../traffic/releases.js';
import { drawOnset } from '../traffic/scenery.js';

/** T22: a candidate that gets one in two hundred answers: nothing can be said of it, and nothing should be done. */
export const tinyCandidate = generatorOf('tiny-candidate', { pace: 'serving' }, (site) => {
  release(site, drawOnset(site.scenery), [{ after: 0, share: 0.005 }]);
});
