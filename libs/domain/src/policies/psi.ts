import { ALL_REGIONS } from '../report/cells.js';
import type { PolicyMaker } from './policy.js';
import { say, verdictOf } from './words.js';

/** Population stability index that is held to be a large shift by custom. */
const LARGE_SHIFT = 0.2;

/** Retrains whenever an input of the drift windows that came in is farther than .2 from its reference, by PSI. */
export const psiRetrain: PolicyMaker = {
  name: 'psi',
  create:
    () =>
    ({ drift }) => {
      const moved = drift.find(
        ({ psi, region, feature }) => psi > LARGE_SHIFT && region === ALL_REGIONS && feature !== 'score',
      );
      return moved
        ? verdictOf({ model: [say('retrain', `${moved.feature} has moved (PSI ${moved.psi.toFixed(2)})`)] })
        : verdictOf();
    },
};
