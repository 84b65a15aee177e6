import { rolledBack } from '../traffic/accepts.js';
import { generatorOf } from '../traffic/episodes.js';
import { contrastFloor } from '../traffic/floors.js';
import { release, SLOW_CANARY } from '../traffic/releases.js';
import { drawOnset } from '../traffic/scenery.js';

/** 13: the candidate's own preprocessing loses 5–100 % of one to four features. */
export const candidateNulls = generatorOf('candidate-nulls', { pace: 'serving' }, (site) => {
  const { scenery } = site;
  const { random, minutes, perMinute } = scenery;
  const share = random.between(0.05, 1);
  const features = ['visits', 'plan', 'amount', 'age'].slice(0, random.whole(1, 4));
  const onset = drawOnset(scenery);
  release(site, onset, SLOW_CANARY);
  site.effects.push((draft) => {
    if (draft.version !== 'v2') return;
    for (const feature of features) if (random.chance(share)) draft.features[feature] = null;
  });
  site.incidents.push({
    onset,
    deadline: Math.min(minutes - 1, onset + 600),
    floor: contrastFloor(scenery, { rate: 0.001, odds: share / 0.001, share: 0.1, delay: 15 }),
    accept: rolledBack(),
    harmPerMinute: perMinute * 0.1 * share * 0.1,
  });
});
