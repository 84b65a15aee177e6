import { during } from '../traffic/draft.js';
import { generatorOf } from '../traffic/episodes.js';
import { windowsFloor } from '../traffic/floors.js';
import { drawOnset } from '../traffic/scenery.js';

/** 10: one region runs another feature view or configuration, and up to three of its features come out wrong. */
export const runtimeDiffers = generatorOf('runtime-differs', { pace: 'serving' }, (site) => {
  const { scenery } = site;
  const { random, regions, minutes, perMinute } = scenery;
  const onset = drawOnset(scenery);
  const region = random.pick(regions);
  const view = random.chance(0.5);
  const wrong = ['amount', 'age', 'visits'].slice(0, random.whole(1, 3));
  const deadline = Math.min(minutes - 1, onset + 480);
  site.effects.push(
    during(onset, deadline, (draft) => {
      if (draft.region !== region) return;
      draft.runtime = { ...draft.runtime, ...(view ? { feature_view: 'features:2' } : { config: 'canary' }) };
      for (const name of wrong) {
        const value = draft.features[name];
        if (typeof value === 'number') draft.features[name] = random.chance(0.3) ? null : value * 100;
      }
    }),
  );
  site.incidents.push({
    onset,
    deadline,
    floor: windowsFloor(scenery, 6),
    accept: [
      {
        traffic: { do: 'rollback', scope: `region=${region}` },
        data: { do: 'quarantine', scope: `region=${region}` },
        model: { do: 'veto' },
        people: { do: 'page' },
      },
    ],
    harmPerMinute: (perMinute * 0.2) / regions.length,
  });
});
