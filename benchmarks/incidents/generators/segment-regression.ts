import { rolledBack } from '../traffic/accepts.js';
import { oddsTimes } from '../traffic/draft.js';
import { generatorOf } from '../traffic/episodes.js';
import { contrastFloor } from '../traffic/floors.js';
import { release } from '../traffic/releases.js';
import { drawOnset } from '../traffic/scenery.js';
import { WRONG_RATE, wrongerBy } from '../traffic/wrong.js';

const PARTS = 20;

/** 28: the candidate is worse for one in five to one in twenty units, and like the other for the rest. */
export const segmentRegression = generatorOf(
  'segment-regression',
  (seed) => {
    const small = 1 + (seed % 4);
    return {
      pace: 'serving',
      tiers: Array.from({ length: PARTS }, (_, i) =>
        i < small ? 'student' : i % 2 === 0 ? 'basic' : 'plus',
      ),
    };
  },
  (site, seed) => {
    const { scenery } = site;
    const { random, minutes, perMinute } = scenery;
    const part = (1 + (seed % 4)) / PARTS;
    const odds = random.between(2.5, 5);
    const onset = drawOnset(scenery);
    release(site, onset, [{ after: 0, share: 0.5 }]);
    site.effects.push(wrongerBy(odds, random, ({ unit }) => unit.tier === 'student'));
    const floor = contrastFloor(scenery, { rate: WRONG_RATE, odds, share: 0.5, delay: 0 });
    site.incidents.push({
      onset,
      deadline: minutes - 1,
      floor: floor / part + (scenery.labelsBy + 5) / 3,
      accept: rolledBack(),
      harmPerMinute: perMinute * 0.5 * part * (oddsTimes(WRONG_RATE, odds) - WRONG_RATE),
    });
  },
);
