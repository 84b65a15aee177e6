import { rolledBack } from '../traffic/accepts.js';
import { oddsTimes } from '../traffic/draft.js';
import { generatorOf } from '../traffic/episodes.js';
import { contrastFloor } from '../traffic/floors.js';
import { release, SLOW_CANARY } from '../traffic/releases.js';
import { drawOnset } from '../traffic/scenery.js';
import type { Site } from '../traffic/site.js';
import { WRONG_RATE, wrongerBy } from '../traffic/wrong.js';

/** Within this margin nobody has promised to see anything. */
const MARGIN = 1.1;

/** Puts a bad candidate on canary: the odds of a wrong answer are LN(1.6, .4) times those of v1. */
export function deployBadArtifact(site: Site): void {
  const { scenery } = site;
  const { random, minutes, perMinute } = scenery;
  const odds = Math.max(1, random.logNormal(1.6, 0.4));
  const onset = drawOnset(scenery);
  release(site, onset, SLOW_CANARY);
  site.effects.push(wrongerBy(odds, random));
  if (odds <= MARGIN) return;
  site.incidents.push({
    onset,
    deadline: minutes - 1,
    floor: contrastFloor(scenery, { rate: WRONG_RATE, odds, share: 0.4, delay: scenery.labelsBy + 5 }),
    accept: rolledBack(),
    harmPerMinute: perMinute * 0.3 * (oddsTimes(WRONG_RATE, odds) - WRONG_RATE),
  });
}

/** 6: the candidate's artifact is bad; its answers are wrong more often, which labels show. */
export const badArtifact = generatorOf('bad-artifact', { pace: 'serving' }, deployBadArtifact);
