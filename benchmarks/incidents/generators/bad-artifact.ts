import type { IncidentGenerator } from '../interface.js';
import { oddsTimes, type Effect } from '../traffic/draft.js';
import { contrastFloor } from '../traffic/floors.js';
import { release, SLOW_CANARY } from '../traffic/releases.js';
import { rolledBack } from '../traffic/accepts.js';
import { siteOf } from '../traffic/episodes.js';
import { drawOnset } from '../traffic/scenery.js';
import { FIRST_CONCEPT, scoreOf } from '../traffic/concept.js';

/** Share of answers of a sound version that turn out wrong. */
export const WRONG_RATE = 0.37;

/** Answers of v2 are turned round often enough that the odds of a wrong one are `odds` times v1's. */
export const wrongerBy =
  (odds: number, uniform: () => number, from = 0): Effect =>
  (draft) => {
    if (draft.version !== 'v2' || draft.minute < from) return;
    const score = scoreOf(FIRST_CONCEPT, draft.features);
    const right = score >= 0.5 === draft.positive;
    const turned = (oddsTimes(WRONG_RATE, odds) - WRONG_RATE) / (1 - WRONG_RATE);
    draft.score = right && uniform() < turned ? 1 - score : score;
  };

/** 6: the candidate's artifact is bad; its answers are wrong more often, which labels show. */
export const badArtifact: IncidentGenerator = {
  name: 'bad-artifact',
  create(seed, traffic, options) {
    const site = siteOf('bad-artifact', { seed, traffic, ...options }, { pace: 'serving' });
    const { scenery } = site;
    const odds = Math.max(1, scenery.random.logNormal(1.6, 0.4));
    const onset = drawOnset(scenery);
    release(site, onset, SLOW_CANARY);
    site.effects.push(wrongerBy(odds, () => scenery.random.uniform()));
    const floor = contrastFloor(scenery, { rate: WRONG_RATE, odds, share: 0.4, delay: 65 });
    // Within the margin of 1.1 nobody has promised to see anything: then there is no incident.
    if (odds > 1.1)
      site.incidents.push({
        onset,
        deadline: scenery.minutes - 1,
        floor,
        accept: [rolledBack()],
        harmPerMinute: scenery.perMinute * 0.3 * (oddsTimes(WRONG_RATE, odds) - WRONG_RATE),
      });
    return site.episode();
  },
};
