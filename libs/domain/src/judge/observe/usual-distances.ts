import { ALL_REGIONS, type DriftCell } from '../../report/cells.js';
import { TIMES_NOISE, type AbruptSteps } from './abrupt-steps.js';

/** How far each input strays from its recent past by itself: the largest PSI met, halved every 24 drift windows. */
export type UsualDistances = Readonly<Record<string, number>>;

const HALF_LIFE_WINDOWS = 24;
const FADES = 2 ** (-1 / HALF_LIFE_WINDOWS);
const WORTH_KEEPING = 0.01;
const FOUR_DIGITS = 1e4;

const round = (value: number): number => Math.round(value * FOUR_DIGITS) / FOUR_DIGITS;

/**
 * Folds the drift windows that closed. A window that may be a step teaches nothing while it may: it would hide itself.
 * `steps` is what the same windows made of the abrupt steps, `before` what stood ahead of them.
 */
export function observeUsualDistances(
  usual: UsualDistances,
  cells: readonly DriftCell[],
  before: AbruptSteps,
  steps: AbruptSteps,
): UsualDistances {
  const learnt: Record<string, number> = { ...usual };
  for (const { feature, region, recent } of cells) {
    if (region !== ALL_REGIONS || !recent || steps[feature]) continue;
    const refuted = before[feature]?.stayed === false ? before[feature].psi : 0;
    // A night of a dozen rows is far from everything: chance teaches nothing of what an input does.
    const own = recent.psi >= TIMES_NOISE * recent.psi_noise ? recent.psi : 0;
    const strayed = Math.max(own, refuted);
    const after = round(Math.max(strayed, (learnt[feature] ?? 0) * FADES));
    if (after >= WORTH_KEEPING) learnt[feature] = after;
    else delete learnt[feature];
  }
  return learnt;
}
