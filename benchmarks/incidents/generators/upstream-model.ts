import { during } from '../traffic/draft.js';
import { generatorOf } from '../traffic/episodes.js';
import { FLOOR_STAR } from '../traffic/floors.js';
import { drawOnset } from '../traffic/scenery.js';
import { riskRatio } from '../traffic/simulated-risk.js';

const MINUTE_MS = 60_000;
const DRIFT_MINUTES = 360;

/** 49: a feature is another model's answer, and that model was retrained: the same words on another scale. */
export const upstreamModel = generatorOf('upstream-model', { pace: 'label' }, (site) => {
  const { scenery } = site;
  const { random, minutes, perMinute, start } = scenery;
  const scale = random.between(0.6, 1.4);
  const offset = random.between(1, 3) * (random.chance(0.5) ? 1 : -1);
  const onset = drawOnset(scenery);
  const features = site.contract['features'] as object;
  site.contract = {
    ...site.contract,
    features: { ...features, visits: { type: 'number', source: 'visit-forecast' } },
  };
  const deadline = Math.min(minutes - 1, onset + 8 * DRIFT_MINUTES);
  site.effects.push(
    during(onset, deadline, (draft) => {
      const { visits } = draft.features;
      if (typeof visits === 'number') draft.features['visits'] = scale * visits + offset;
    }),
  );
  site.extra.push((minute) => {
    if (minute !== onset) return [];
    const at = start + onset * MINUTE_MS;
    const value = {
      change_id: 'visit-forecast/12',
      model: 'visit-forecast',
      kind: 'deploy',
      scope: ['all'],
      event_time: at,
      summary: 'visit-forecast retrained',
    };
    return [{ topic: 'changes', arrivesAt: at, value }];
  });
  const relative = riskRatio(scenery, {
    shown: ({ visits, ...others }) => ({ ...others, visits: scale * visits + offset }),
  });
  site.incidents.push({
    onset,
    deadline,
    floor: (2 * DRIFT_MINUTES) / FLOOR_STAR,
    accept: [{ model: { do: 'veto' }, people: { do: 'page' } }],
    harmPerMinute: perMinute * Math.max(0, relative - 1) * 0.2,
  });
});
