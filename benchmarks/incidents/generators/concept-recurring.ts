import { retrained } from '../traffic/accepts.js';
import { drawChange, knownCases, riskOf } from '../traffic/changed-world.js';
import { FIRST_CONCEPT } from '../traffic/concept.js';
import { generatorOf } from '../traffic/episodes.js';
import { riskFloor, TOLERATED } from '../traffic/risk.js';
import { drawOnset } from '../traffic/scenery.js';

const DAY = 1_440;

/**
 * 32: the world changes and comes back after three to six days: a training is right, and so is a version that knew it.
 * On the way back nothing is right too, for whoever never left.
 */
export const conceptRecurring = generatorOf('concept-recurring', { pace: 'label' }, (site) => {
  const { scenery } = site;
  const { random, minutes, perMinute } = scenery;
  const changed = drawChange(random);
  const phase = Math.floor(random.between(3, 6) * DAY);
  const onset = drawOnset(scenery);
  knownCases(site);
  site.world = (minute) =>
    minute < onset || Math.floor((minute - onset) / phase) % 2 === 1 ? FIRST_CONCEPT : changed;
  const relative = riskOf(scenery, changed);
  if (relative <= TOLERATED) return;
  const archived = { traffic: { do: 'rollback' }, data: { do: 'clean' } } as const;
  const kept = { data: { do: 'clean' }, model: { do: 'keep' } } as const;
  for (let i = 0, from = onset; from < minutes; i += 1, from += phase)
    site.incidents.push({
      onset: from,
      deadline: Math.min(minutes - 1, from + phase - 1),
      floor: riskFloor(scenery, relative),
      accept: i % 2 === 0 ? [retrained, archived] : [kept, retrained, archived],
      harmPerMinute: i % 2 === 0 ? perMinute * (relative - 1) * 0.2 : 0,
    });
});
