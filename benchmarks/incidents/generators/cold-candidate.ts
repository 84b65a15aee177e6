import { generatorOf } from '../traffic/episodes.js';
import { oddsTimes } from '../traffic/draft.js';
import { drawOnset } from '../traffic/scenery.js';
import { release, SLOW_CANARY } from '../traffic/releases.js';

const SLOW_MS = 400;
/** Half of what a latency objective allows. */
const SLOW_SHARE = 0.005;

/** 3: a candidate is a little slow for its first minutes after each step: within the margin, nothing to do. */
export const coldCandidate = generatorOf('cold-candidate', { pace: 'serving' }, (site) => {
  const { scenery } = site;
  const { random } = scenery;
  const odds = random.between(1, 1.15);
  const lasts = random.between(2, 20);
  const start = drawOnset(scenery);
  release(site, start, SLOW_CANARY);
  site.effects.push((draft) => {
    const cold =
      draft.version === 'v2' &&
      SLOW_CANARY.some(({ after }) => draft.minute >= start + after && draft.minute < start + after + lasts);
    if (random.chance(cold ? oddsTimes(SLOW_SHARE, odds) : SLOW_SHARE)) draft.latency = SLOW_MS;
  });
  site.contract = {
    ...site.contract,
    gates: {
      deploy: { canary: ['5%', '25%', '50%', '100%'], bake: '30m', watch: '12h' },
      monitor: { slo: { latency_ms: 300, error_rate: 0.01 } },
    },
  };
});
