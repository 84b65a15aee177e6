import { FIRST_CONCEPT, scoreOf } from './concept.js';
import { oddsTimes, type Draft, type Effect } from './draft.js';
import type { Random } from './random.js';

/** Share of answers of a sound version that turn out wrong. */
export const WRONG_RATE = 0.37;

/** Turns answers of v2 round often enough that the odds of a wrong one are `odds` times v1's, where `applies`. */
export const wrongerBy =
  (
    odds: number | ((draft: Draft) => number),
    random: Random,
    applies: (draft: Draft) => boolean = () => true,
  ): Effect =>
  (draft) => {
    if (draft.version !== 'v2' || !applies(draft)) return;
    const ratio = typeof odds === 'number' ? odds : odds(draft);
    const score = scoreOf(FIRST_CONCEPT, draft.features);
    const right = score >= 0.5 === draft.positive;
    const turned = (oddsTimes(WRONG_RATE, ratio) - WRONG_RATE) / (1 - WRONG_RATE);
    draft.score = right && random.chance(turned) ? 1 - score : score;
  };
