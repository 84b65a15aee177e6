import { generatorOf } from '../traffic/episodes.js';
import { FULL_ROLLOUT, release } from '../traffic/releases.js';
import { drawOnset } from '../traffic/scenery.js';

/** T20: a sound release goes out step by step; to stop it for good would be the mistake. */
export const healthyRelease = generatorOf('healthy-release', { pace: 'serving' }, (site) => {
  release(site, Math.floor(drawOnset(site.scenery) / 2), FULL_ROLLOUT);
});
