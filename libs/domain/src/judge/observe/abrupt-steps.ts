import { ALL_REGIONS, type DriftCell, type RecentDrift } from '../../report/cells.js';
import { DAY_MS } from './policy.js';
import type { UsualDistances } from './usual-distances.js';

/** An input that left its recent past at once: since which drift window (start, ms), its newest one, how far, and whether it stayed. */
export interface AbruptStep {
  readonly source: string | null;
  readonly from: number;
  readonly until: number;
  /** PSI of the newest window against the pooled past, and what it is held against. */
  readonly psi: number;
  readonly limit: number;
  /** Two windows running that resemble each other: a step, not a spike or a slope. */
  readonly stayed: boolean;
}

/** Inputs that have stepped, or have left their past in one window and may have; none for most models at most times. */
export type AbruptSteps = Readonly<Record<string, AbruptStep>>;

const LEAST = 0.2;
/** A distance below so many times what chance gives is none. */
export const TIMES_NOISE = 3;
/** Rates that follow the weather leave their past again and again: a step must stand out among that. */
const TIMES_USUAL = 2;
/** Two windows nearer than this, or than three times their noise, are alike: at few rows chance alone gives more. */
const ALIKE = 0.1;
const LEAST_IN_REGION = 0.1;
const SCORE = 'score';

const micro = (value: number): number => Math.round(value * 1e6) / 1e6;
const limitOf = ({ psi_noise }: RecentDrift, usual: number): number =>
  Math.max(LEAST, TIMES_NOISE * psi_noise, TIMES_USUAL * usual);

/** Folds the drift windows that closed (judge §2, T8); cells of regions have at least 300 rows. */
export function observeAbruptSteps(
  steps: AbruptSteps,
  cells: readonly DriftCell[],
  usual: UsualDistances,
): AbruptSteps {
  const everywhere = cells
    .filter(({ region, feature }) => region === ALL_REGIONS && feature !== SCORE)
    .sort((a, b) => a.over[0] - b.over[0]);
  if (everywhere.length === 0) return steps;
  const updated: Record<string, AbruptStep> = { ...steps };
  for (const cell of everywhere) {
    const regions = cells.filter(
      ({ feature, over, region }) =>
        feature === cell.feature && over[0] === cell.over[0] && region !== ALL_REGIONS,
    );
    const after = foldWindow(updated[cell.feature], cell, regions, usual[cell.feature] ?? 0);
    if (after) updated[cell.feature] = after;
    else delete updated[cell.feature];
  }
  return updated;
}

function foldWindow(
  before: AbruptStep | undefined,
  { over, source, recent }: DriftCell,
  regions: readonly DriftCell[],
  usual: number,
): AbruptStep | undefined {
  if (!recent || (before && before.until >= over[1])) return before;
  const limit = limitOf(recent, usual);
  const met = { source, until: over[1], psi: micro(recent.psi), limit: micro(limit) };
  if (before?.stayed) return recent.psi >= limit / 2 ? { ...before, ...met } : undefined;
  const agree = regions.every((region) => region.recent === null || region.recent.psi >= LEAST_IN_REGION);
  const follows = before?.until === over[0];
  // Windows of a day and longer have the window before for a yesterday: the first of the two has been held against it.
  const unlikeYesterday =
    (recent.day_psi ?? 0) >= LEAST || (follows && over[1] - over[0] >= DAY_MS && recent.day_psi !== null);
  if (recent.psi < limit || !agree || !unlikeYesterday) return undefined;
  const apart = recent.step_psi >= Math.max(ALIKE, TIMES_NOISE * recent.psi_noise);
  // A change in the midst of a window, or few rows, take several windows to settle: it began with the first of them.
  if (follows) return { ...met, from: before.from, stayed: !apart };
  return apart ? { ...met, from: over[0], stayed: false } : undefined;
}

/** Inputs that have stepped and stayed, by name. */
export const stayedSteps = (steps: AbruptSteps): (AbruptStep & { readonly feature: string })[] =>
  Object.keys(steps)
    .sort()
    .flatMap((feature) => {
      const step = steps[feature];
      return step?.stayed ? [{ ...step, feature }] : [];
    });
