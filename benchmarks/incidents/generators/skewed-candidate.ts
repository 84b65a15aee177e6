import { generatorOf } from '../traffic/episodes.js';
import { drawOnset } from '../traffic/scenery.js';
import { release, SLOW_CANARY } from '../traffic/releases.js';

/** 5: the candidate gets other shares in other regions, which fail at other rates; inside a region it is like the other. */
export const skewedCandidate = generatorOf('skewed-candidate', { pace: 'serving' }, (site) => {
  const { scenery } = site;
  const { random, regions } = scenery;
  const draws = regions.map(() => random.gamma(1));
  const total = draws.reduce((sum, draw) => sum + draw, 0);
  const weights = Object.fromEntries(
    regions.map((region, i) => [region, Math.max(0.2, (draws[i]! / total) * regions.length)]),
  );
  const rates = Object.fromEntries(regions.map((region) => [region, random.between(0.001, 0.007)]));
  release(site, drawOnset(scenery), SLOW_CANARY, { weights });
  site.effects.push((draft) => {
    if (random.chance(rates[draft.region] ?? 0)) draft.status = 'error';
  });
});
