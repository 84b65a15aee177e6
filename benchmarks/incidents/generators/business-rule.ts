import { generatorOf } from '../traffic/episodes.js';
import { FLOOR_STAR } from '../traffic/floors.js';
import { drawOnset } from '../traffic/scenery.js';

const DAY = 1_440;
const MINUTE_MS = 60_000;
/** Drift counts after two of these. */
const DRIFT_MINUTES = 360;

/** 42: the business asks about other people from now on, and has said so, or has not; truth takes six days. */
export const businessRule = generatorOf('business-rule', { pace: 'label', labelDays: 6 }, (site) => {
  const { scenery } = site;
  const { random, minutes, perMinute, model, start } = scenery;
  const spreads = random.between(0.7, 1.3);
  const announced = random.chance(0.5);
  const onset = drawOnset(scenery);
  // Two days before the first cohort is complete truth is near, and nobody need be asked to label.
  const deadline = Math.min(minutes - 1, Math.floor(onset + 3.5 * DAY));
  site.inputs = (inputs, minute) =>
    minute < onset || minute > deadline
      ? inputs
      : {
          age: inputs.age + spreads,
          visits: inputs.visits - spreads,
          amount: inputs.amount * Math.exp(0.6 * spreads),
          plan: random.chance(0.5) ? 'year' : inputs.plan,
        };
  if (announced)
    site.extra.push((minute) =>
      minute === onset
        ? [
            {
              topic: 'changes',
              arrivesAt: start + onset * MINUTE_MS,
              value: {
                change_id: 'business-rule',
                model,
                kind: 'calendar',
                scope: ['all'],
                event_time: start + onset * MINUTE_MS,
                summary: 'other customers are asked about from now on',
              },
            },
          ]
        : [],
    );
  site.incidents.push({
    onset,
    deadline,
    floor: (3 * DRIFT_MINUTES) / FLOOR_STAR,
    accept: [
      announced
        ? { data: { do: 'clean' }, model: { do: 'keep' } }
        : {
            traffic: { do: 'hold' },
            data: { do: 'clean' },
            model: { do: 'watch' },
            people: { do: 'ticket' },
          },
    ],
    harmPerMinute: announced ? 0 : perMinute * 0.01,
  });
});
