import { oddsTimes } from '../traffic/draft.js';
import { generatorOf } from '../traffic/episodes.js';
import { contrastFloor, FLOOR_STAR } from '../traffic/floors.js';
import { release } from '../traffic/releases.js';
import { WRONG_RATE, wrongerBy } from '../traffic/wrong.js';

/** ln 33 + ln 36 + ln 7: what a pause takes; and what a contract with α 1e-12 asks of a rollback on top. */
const PAUSE_NATS = 9;
const MOST_NATS = 28;

/** T16: the owner wants hardly ever a rollback (α 1e-12): the release waits while what speaks against it is not that much. */
export const slightlyWorse = generatorOf('slightly-worse', { pace: 'serving' }, (site) => {
  const { scenery } = site;
  const { random, minutes, perMinute, labelsBy, baseMinutes } = scenery;
  const odds = random.between(1.4, 1.8);
  const onset = Math.floor(minutes * random.between(0.05, 0.25));
  site.contract = { ...site.contract, signals: { rollback: { alpha: 1e-12 } } };
  release(site, onset, [{ after: 0, share: 0.5 }]);
  const rates = { rate: WRONG_RATE, odds, share: 0.5, delay: labelsBy + 5 };
  const delay = rates.delay + baseMinutes;
  const full = FLOOR_STAR * contrastFloor(scenery, rates) - delay;
  const waits = (nats: number): number => delay + (full * nats) / 11.3;
  const paused = waits(PAUSE_NATS);
  // At twenty-eight nats chance may have brought the rollback as well: until there only waiting is right.
  const deadline = Math.min(minutes - 1, Math.floor(onset + Math.min(2.2 * paused, waits(MOST_NATS))));
  site.effects.push(wrongerBy(odds, random, ({ minute }) => minute <= deadline));
  site.incidents.push({
    onset,
    deadline,
    floor: paused / FLOOR_STAR,
    accept: [
      {
        traffic: { do: 'hold' },
        data: { do: 'clean' },
        model: { do: 'keep' },
        people: { do: 'ticket' },
      },
    ],
    harmPerMinute: perMinute * 0.5 * (oddsTimes(WRONG_RATE, odds) - WRONG_RATE),
  });
});
