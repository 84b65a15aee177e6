import type { OnsetSet } from '@checkride/statistics/detector/onset';
import type { ServingCell } from '../../report/cells.js';

/** The newest runs of windows in which nobody asked: flat pairs of window numbers, first and last. */
export type Gaps = readonly number[];

const GAPS_KEPT = 24;

/** Whether anybody was answered in a window. */
export const hasRows = (serving: readonly ServingCell[]): boolean =>
  serving.some(({ role, n }) => role !== 'shadow' && n > 0);

/** Folds a window's traffic. */
export function observeGaps(gaps: Gaps, serving: readonly ServingCell[], window: number): Gaps {
  if (hasRows(serving)) return gaps;
  if (gaps.at(-1) === window - 1) return [...gaps.slice(0, -1), window];
  return [...gaps, window, window].slice(-2 * GAPS_KEPT);
}

/**
 * An onset that begins right behind a gap may have begun anywhere in it: an empty window cannot tell. Who answers once
 * an hour or a night breaks with the change made between, not with the minute the rows came in.
 */
export function reachBack(onset: OnsetSet, gaps: Gaps): OnsetSet {
  for (let i = 0; i < gaps.length; i += 2)
    if (gaps[i + 1] === onset.from - 1) return { ...onset, from: gaps[i] ?? onset.from };
  return onset;
}
