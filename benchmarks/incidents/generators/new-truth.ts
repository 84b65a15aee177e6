import { generatorOf } from '../traffic/episodes.js';

const DAY = 1_440;
const SCHEDULE_DAYS = 16;

/**
 * T13: a training of the contract's schedule; as soon as half as much truth has come again as it was trained on,
 * another may pay. When that is follows from when the trained version serves alone, and is written down then.
 */
export const newTruth = generatorOf('new-truth', { pace: 'label' }, (site) => {
  const { minutes, labelsBy } = site.scenery;
  site.contract = { ...site.contract, signals: { retrain: { schedule: `${SCHEDULE_DAYS}d` } } };
  const asked = { data: { do: 'clean' }, model: { do: 'retrain' } } as const;
  site.incidents.push({
    onset: SCHEDULE_DAYS * DAY,
    deadline: (SCHEDULE_DAYS + 1) * DAY,
    accept: [asked],
    harmPerMinute: 0,
  });
  const trainedAt = new Map<string, number>();
  site.trained = (version, minute) => {
    trainedAt.set(version, minute);
    return {};
  };
  site.extra.push((now, { shares }) => {
    for (const [version, minute] of trainedAt) {
      if (!Object.values(shares).some((of) => of[version] === 1)) continue;
      trainedAt.clear();
      const onset = Math.max(now, Math.floor(minute + minute / 2 + labelsBy));
      if (onset < minutes - DAY)
        site.incidents.push({ onset, deadline: minutes - 1, accept: [asked], harmPerMinute: 0 });
    }
    return [];
  });
});
