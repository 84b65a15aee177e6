import { generatorOf } from '../traffic/episodes.js';
import { drawOnset } from '../traffic/scenery.js';
import { outcomeOf } from '../traffic/records.js';

/** T14: a business figure falls for everybody, and truth is a week away. */
export const kpiDrop = generatorOf('kpi-drop', { pace: 'label', labelDays: 7 }, (site) => {
  const { scenery } = site;
  const { random, minutes, perMinute, model, baseMinutes } = scenery;
  const rate = random.between(0.1, 0.3);
  const drop = random.between(0.3, 0.7);
  const onset = drawOnset(scenery);
  const deadline = Math.min(minutes - 1, onset + 5 * 1_440);
  site.contract = {
    ...site.contract,
    kpis: { conversion: { unit: 'account', better: 'higher', horizon: '1h' } },
  };
  site.outcomes.push((_, draft) => {
    if (!random.chance(draft.minute >= onset && draft.minute <= deadline ? rate * (1 - drop) : rate))
      return [];
    return [
      outcomeOf(draft.unit.id, 'conversion', Math.floor(draft.time + random.uniform() * 3_600_000), model),
    ];
  });
  site.incidents.push({
    onset,
    deadline,
    floor: (4 * baseMinutes + 10 * Math.max(baseMinutes, 400 / perMinute)) / 3,
    accept: [{ traffic: { do: 'hold' }, model: { do: 'watch' }, people: { do: 'ticket' } }],
    harmPerMinute: perMinute * rate * drop,
  });
});
