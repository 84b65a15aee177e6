import { generatorOf } from '../traffic/episodes.js';
import { drawOnset } from '../traffic/scenery.js';

const DRIFT_MINUTES = 360;

/** 42: the business stops serving one plan, announced or not; labels take five days. */
export const businessRule = generatorOf('business-rule', { pace: 'label', labelDays: 5 }, (site) => {
  const { scenery } = site;
  const { random, minutes, perMinute, start, model } = scenery;
  const announced = random.chance(0.5);
  const onset = drawOnset(scenery);
  const deadline = Math.min(minutes - 1, onset + 8 * DRIFT_MINUTES);
  site.inputs = (inputs, minute) =>
    minute >= onset && minute <= deadline && inputs.plan === 'free'
      ? { ...inputs, plan: 'year', age: inputs.age + 0.8 }
      : inputs;
  if (announced)
    site.extra.push((minute) => {
      const at = start + minute * 60_000;
      if (minute !== onset) return [];
      const value = {
        change_id: 'rule',
        model,
        kind: 'calendar',
        scope: ['all'],
        event_time: at,
        summary: 'free plan closed',
      };
      return [{ topic: 'changes', arrivesAt: at, value }];
    });
  site.incidents.push({
    onset,
    deadline,
    floor: announced ? 0 : (3 * DRIFT_MINUTES) / 3,
    accept: announced
      ? [{ traffic: { do: 'continue' }, model: { do: 'keep' } }, { model: { do: 'watch' } }]
      : [{ traffic: { do: 'hold' }, model: { do: 'watch' }, people: { do: 'ticket' } }],
    harmPerMinute: perMinute * (announced ? 0 : 0.01),
  });
});
