import { generatorOf } from '../traffic/episodes.js';
import { contrastFloor } from '../traffic/floors.js';
import { release } from '../traffic/releases.js';
import { drawOnset } from '../traffic/scenery.js';
import { oddsTimes } from '../traffic/draft.js';
import { WRONG_RATE, wrongerBy } from '../traffic/wrong.js';

/** 44: a version that was sound when it went everywhere gets worse from day to day, while a holdback is kept. */
export const slowLeak = generatorOf('slow-leak', { pace: 'label' }, (site) => {
  const { scenery } = site;
  const { random, minutes, perMinute } = scenery;
  const slope = random.between(0.1, 0.5);
  const onset = drawOnset(scenery);
  const gates = site.contract['gates'] as { deploy: object };
  site.contract = {
    ...site.contract,
    gates: { ...gates, deploy: { ...gates.deploy, watch: '14d', holdback: '5%' } },
  };
  release(site, onset - 1_440, [
    { after: 0, share: 0.5 },
    { after: 720, share: 0.95 },
  ]);
  const odds = (minute: number): number => 1 + Math.max(0, (minute - onset) / 1_440) * slope;
  site.effects.push(wrongerBy(({ minute }) => odds(minute), random));
  const worst = odds(minutes);
  site.incidents.push({
    onset,
    deadline: minutes - 1,
    floor:
      contrastFloor(scenery, { rate: WRONG_RATE, odds: Math.max(1.2, worst), share: 0.95, delay: 785 }) +
      1_440 / 3,
    accept: [
      { traffic: { do: 'rollback' }, people: { do: 'page' } },
      { traffic: { do: 'rollback' } },
      { people: { do: 'page' } },
    ],
    harmPerMinute: perMinute * 0.5 * (oddsTimes(WRONG_RATE, worst) - WRONG_RATE),
  });
});
