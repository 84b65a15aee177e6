import { generatorOf } from '../traffic/episodes.js';
import { FLOOR_STAR } from '../traffic/floors.js';

const DAY = 1_440;
const RISES = 2 * DAY;
/** Seven days of truth prove a drift benign. */
const PROOF = 8 * DAY;

/** T19: amounts rise within two days, which changes nothing in what they mean: a week of truth says so. */
export const harmlessDrift = generatorOf('harmless-drift', { pace: 'label' }, (site) => {
  const { scenery } = site;
  const { random, minutes, warmup } = scenery;
  const factor = random.between(1.5, 2.2);
  const onset = warmup + Math.floor(random.between(0.05, 0.15) * (minutes - warmup));
  site.inputs = (inputs, minute) => {
    const risen = Math.max(0, Math.min(1, (minute - onset) / RISES));
    return { ...inputs, amount: inputs.amount * factor ** risen };
  };
  site.incidents.push({
    onset,
    deadline: minutes - 1,
    floor: (RISES / 2 + PROOF) / FLOOR_STAR / 2,
    accept: [
      {
        traffic: { do: 'continue' },
        data: { do: 'clean' },
        model: { do: 'keep' },
        people: { do: 'none' },
      },
    ],
    harmPerMinute: 0,
  });
});
