import { rolledBack } from '../traffic/accepts.js';
import { generatorOf } from '../traffic/episodes.js';
import { contrastFloor } from '../traffic/floors.js';
import { release, SLOW_CANARY } from '../traffic/releases.js';
import { drawOnset } from '../traffic/scenery.js';

/** 26: the candidate crashes and starts again: 20–100 % of its answers never come. */
export const crashLoop = generatorOf('crash-loop', { pace: 'serving' }, (site) => {
  const { scenery } = site;
  const { random, minutes, perMinute } = scenery;
  const loss = random.between(0.2, 1);
  const onset = drawOnset(scenery);
  site.exposures = true;
  site.contract = {
    ...site.contract,
    source: { ...(site.contract['source'] as object), exposures: 'exposures.v1' },
  };
  release(site, onset, SLOW_CANARY);
  site.effects.push((draft) => {
    if (draft.version === 'v2' && random.chance(loss)) draft.lost = true;
  });
  site.incidents.push({
    onset,
    deadline: Math.min(minutes - 1, onset + 480),
    floor: contrastFloor(scenery, {
      rate: 0.002,
      odds: Math.min(5_000, loss / 0.002),
      share: 0.1,
      delay: 20,
    }),
    accept: rolledBack(),
    harmPerMinute: perMinute * 0.1 * loss,
  });
});
