import { during } from '../traffic/draft.js';
import { quarantinedEverywhere } from '../traffic/accepts.js';
import { generatorOf } from '../traffic/episodes.js';
import { windowsFloor } from '../traffic/floors.js';
import { drawOnset } from '../traffic/scenery.js';

/** 19: a producer renames a field, or sends it as text. */
export const schemaChange = generatorOf('schema-change', { pace: 'serving' }, (site) => {
  const { scenery } = site;
  const { random, minutes, perMinute } = scenery;
  const renamed = random.chance(0.5);
  const share = random.between(0.3, 1);
  const onset = drawOnset(scenery);
  const deadline = Math.min(minutes - 1, onset + 360);
  site.effects.push(
    during(onset, deadline, (draft) => {
      if (!random.chance(share)) return;
      const { amount, ...others } = draft.features;
      draft.features = renamed ? { ...others, amount_eur: amount } : { ...others, amount: String(amount) };
    }),
  );
  site.incidents.push({
    onset,
    deadline,
    floor: windowsFloor(scenery, 6),
    accept: [quarantinedEverywhere('source=billing'), quarantinedEverywhere('all')],
    harmPerMinute: perMinute * share * 0.1,
  });
});
