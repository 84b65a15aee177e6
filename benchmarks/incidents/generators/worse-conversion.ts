import { rolledBack } from '../traffic/accepts.js';
import { generatorOf } from '../traffic/episodes.js';
import { contrastFloor } from '../traffic/floors.js';
import { release } from '../traffic/releases.js';
import { sells } from '../traffic/conversions.js';

const KPI_MARGIN = 1.02;
const HOURS = [1, 6, 24, 72] as const;

/** 27: the candidate is wrong less often and sells less: loss −10 %, conversion −3…−20 %. */
export const worseConversion = generatorOf('worse-conversion', { pace: 'label' }, (site) => {
  const { scenery } = site;
  const { random, minutes, perMinute } = scenery;
  const rate = random.between(0.14, 0.2);
  const drop = random.between(0.12, 0.2);
  const horizon = random.pick(HOURS);
  // Roles are compared with each other: no profile has to freeze before.
  const onset = Math.floor(minutes * random.between(0.05, 0.3));
  release(site, onset, [{ after: 0, share: 0.5 }]);
  site.effects.push((draft) => {
    // A tenth of what would be wrong comes out right.
    if (draft.version === 'v2' && random.chance(0.037)) draft.score = draft.positive ? 0.8 : 0.2;
  });
  sells(site, horizon, ({ version }) => (version === 'v2' ? rate * (1 - drop) : rate));
  const odds = ((1 - rate * (1 - drop)) / (rate * (1 - drop))) * (rate / (1 - rate));
  if (odds > KPI_MARGIN)
    site.incidents.push({
      onset,
      deadline: minutes - 1,
      floor: contrastFloor(scenery, {
        rate: 1 - rate,
        odds,
        margin: KPI_MARGIN,
        share: 0.5,
        delay: horizon * 60 + 65,
      }),
      accept: rolledBack(),
      harmPerMinute: perMinute * 0.5 * rate * drop,
    });
});
