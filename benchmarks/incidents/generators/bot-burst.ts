import { generatorOf } from '../traffic/episodes.js';
import { drawOnset } from '../traffic/scenery.js';
import { release } from '../traffic/releases.js';

/** 43: a bot falls into the candidate's share and asks for a few hours what nobody else asks. */
export const botBurst = generatorOf('bot-burst', { pace: 'serving', byUnit: true }, (site) => {
  const { scenery } = site;
  const { random, population } = scenery;
  const start = drawOnset(scenery);
  release(site, start, [{ after: 0, share: 0.25 }]);
  const bot = population.units.find(({ place }) => place < 0.25) ?? population.units[0]!;
  const from = start + random.whole(30, 200);
  const until = from + random.whole(60, 240);
  const share = random.between(0.2, 0.6);
  const during = (minute: number): boolean => minute >= from && minute < until;
  site.surge = (minute) => (during(minute) ? 1 / (1 - share) : 1);
  site.stranger = (minute) => (during(minute) && random.chance(share) ? bot : null);
  site.effects.push((draft) => {
    if (draft.unit === bot && during(draft.minute) && random.chance(0.5)) draft.status = 'error';
  });
});
