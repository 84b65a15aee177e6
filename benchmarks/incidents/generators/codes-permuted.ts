import { during } from '../traffic/draft.js';
import { suspected } from '../traffic/accepts.js';
import { generatorOf } from '../traffic/episodes.js';
import { drawOnset } from '../traffic/scenery.js';

const DRIFT_MINUTES = 360;
const NEXT: Readonly<Record<string, string>> = { free: 'month', month: 'year', year: 'free' };
/** Below this share of rows of one value the permuted shares stay under PSI .2. */
const VISIBLE = 0.2;

/** 18: codes of a category change places; each value is as legal as before. 1–40 % of rows are of the rarest one. */
export const codesPermuted = generatorOf('codes-permuted', { pace: 'label' }, (site) => {
  const { scenery } = site;
  const { random, minutes, perMinute } = scenery;
  const rare = random.between(0.01, 0.4);
  const onset = drawOnset(scenery);
  site.inputs = (inputs) => ({
    ...inputs,
    plan: random.chance(rare) ? 'free' : random.chance(0.2) ? 'year' : 'month',
  });
  const deadline = Math.min(minutes - 1, onset + 6 * DRIFT_MINUTES);
  site.effects.push(
    during(onset, deadline, (draft) => {
      const { plan } = draft.features;
      if (typeof plan === 'string') draft.features['plan'] = NEXT[plan] ?? plan;
    }),
  );
  const shares = { free: rare, year: 0.2 * (1 - rare), month: 0.8 * (1 - rare) };
  const apart = Math.abs(shares.month - shares.free) + Math.abs(shares.year - shares.month);
  site.incidents.push({
    onset,
    deadline,
    floor: apart >= VISIBLE ? (2 * DRIFT_MINUTES) / 3 : Infinity,
    accept: [suspected('source=billing'), suspected('feature=plan')],
    harmPerMinute: perMinute * 0.05,
  });
});
