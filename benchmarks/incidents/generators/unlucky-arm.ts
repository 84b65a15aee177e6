import { generatorOf } from '../traffic/episodes.js';
import { drawOnset } from '../traffic/scenery.js';
import { release, SLOW_CANARY } from '../traffic/releases.js';

const ERROR_RATE = 0.004;

/** 4: errors follow units, a few of which meet nearly all of them; which arm they fall into is luck. */
export const unluckyArm = generatorOf('unlucky-arm', { pace: 'serving', byUnit: true }, (site) => {
  const { scenery } = site;
  const { random } = scenery;
  const a = random.between(0.05, 1);
  const propensities = new Map(
    scenery.population.units.map((unit) => [unit, random.beta(a, (a * (1 - ERROR_RATE)) / ERROR_RATE)]),
  );
  release(site, drawOnset(scenery), SLOW_CANARY);
  site.effects.push((draft) => {
    if (random.chance(propensities.get(draft.unit) ?? 0)) draft.status = 'error';
  });
});
