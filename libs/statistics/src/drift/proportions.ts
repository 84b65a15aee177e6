import { totalOf } from './bin-counts.js';

/**
 * How empty bins are treated, always said aloud because it can be the result: `floor` lifts every share to at least
 * epsilon without renormalising, `add` adds a count to every bin before dividing.
 */
export type Smoothing =
  | { readonly kind: 'none' }
  | { readonly kind: 'floor'; readonly epsilon: number }
  | { readonly kind: 'add'; readonly count: number };

/** Shares as counted. */
const UNSMOOTHED: Smoothing = { kind: 'none' };

/** The panes' own rule, in SQL and here: greatest(share, 1e-4). */
export const PANE_SMOOTHING: Smoothing = { kind: 'floor', epsilon: 1e-4 };

/** Share of each bin; all zero without rows (unless counts are added). */
export function proportions(counts: readonly number[], smoothing: Smoothing = UNSMOOTHED): number[] {
  const added = smoothing.kind === 'add' ? smoothing.count : 0;
  const total = totalOf(counts) + added * counts.length;
  const shares = counts.map((count) => (total === 0 ? 0 : (count + added) / total));
  return smoothing.kind === 'floor' ? shares.map((share) => Math.max(share, smoothing.epsilon)) : shares;
}
