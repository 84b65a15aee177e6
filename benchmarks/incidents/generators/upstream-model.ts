import { during } from '../traffic/draft.js';
import { generatorOf } from '../traffic/episodes.js';
import { drawOnset } from '../traffic/scenery.js';

const DRIFT_MINUTES = 360;

/** 49: an upstream model was trained again and its scores, a feature here, mean something else. */
export const upstreamModel = generatorOf('upstream-model', { pace: 'label' }, (site) => {
  const { scenery } = site;
  const { random, minutes, perMinute } = scenery;
  const shift = random.between(0.8, 1.6) * (random.chance(0.5) ? 1 : -1);
  const onset = drawOnset(scenery);
  const deadline = Math.min(minutes - 1, onset + 8 * DRIFT_MINUTES);
  site.effects.push(
    during(onset, deadline, (draft) => {
      const { age } = draft.features;
      if (typeof age === 'number') draft.features['age'] = age * 0.7 + shift;
    }),
  );
  site.incidents.push({
    onset,
    deadline,
    floor: (2 * DRIFT_MINUTES) / 3,
    accept: (['page', 'ticket'] as const).flatMap((people) =>
      (['suspect', 'quarantine'] as const).map((data) => ({
        data: { do: data, scope: 'source=profile' },
        model: { do: 'veto' },
        people: { do: people },
      })),
    ),
    harmPerMinute: perMinute * 0.05,
  });
});
