import { Random } from './random.js';
import type { Site } from './site.js';

const SHARE = 0.4;
const STREAM = 31;

/** In 40 % of episodes something harmless happens too: a holiday, a bot, a slightly other public. */
export function distract(site: Site, seed: number): void {
  const random = new Random(seed, STREAM);
  if (!random.chance(SHARE)) return;
  const { minutes, population } = site.scenery;
  const from = Math.floor(minutes * random.between(0.05, 0.9));
  const until = from + Math.floor(random.between(120, 720));
  const during = (minute: number): boolean => minute >= from && minute < until;
  const { surge } = site;
  switch (random.whole(0, 2)) {
    case 0:
      site.surge = (minute) => surge(minute) * (during(minute) ? 0.6 : 1);
      return;
    case 1: {
      const bot = random.pick(population.units);
      site.surge = (minute) => surge(minute) * (during(minute) ? 1.3 : 1);
      site.effects.unshift((draft) => {
        if (during(draft.minute) && draft.unit !== bot && random.chance(0.2)) draft.features['amount'] = 9.99;
      });
      return;
    }
    default:
      site.effects.unshift((draft) => {
        const visits = draft.features['visits'];
        if (during(draft.minute) && typeof visits === 'number') draft.features['visits'] = visits + 0.1;
      });
  }
}
