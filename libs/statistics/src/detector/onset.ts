import { roundLog } from '../numerics/fixed.js';

/** A window that may be the onset, with the prefix sum of log factors before it. */
export interface OnsetCandidate {
  readonly window: number;
  readonly before: number;
}

/** Prefix sum of one detector's log factors and the windows whose prefix is within 3 nats of its minimum. */
export interface OnsetState {
  readonly sum: number;
  readonly candidates: readonly OnsetCandidate[];
}

/** Earliest and latest window at which the change may have begun. */
export interface OnsetSet {
  readonly from: number;
  readonly to: number;
}

/** Before any window. */
export const ONSET_START: OnsetState = { sum: 0, candidates: [] };

const WITHIN_NATS = 3;
const MOST_CANDIDATES = 32;

/** Takes the unlikeliest of too many out, in place. */
function thin(candidates: OnsetCandidate[]): void {
  if (candidates.length <= MOST_CANDIDATES) return;
  let unlikeliest = 1;
  for (let i = 2; i < candidates.length - 1; i++) {
    if ((candidates[i]?.before ?? 0) > (candidates[unlikeliest]?.before ?? 0)) unlikeliest = i;
  }
  candidates.splice(unlikeliest, 1);
}

/**
 * A change that begins with window s has likelihood exp(P_T − P_{s−1}), P the prefix sums of log factors: the
 * windows within 3 nats of the likeliest are kept, at most 32, the first and the last always (judge §1). `window`
 * must grow from call to call; any number that names a window will do.
 */
export function updateOnset(state: OnsetState, window: number, logFactor: number): OnsetState {
  let minimum = state.sum;
  for (const { before } of state.candidates) minimum = Math.min(minimum, before);
  const most = minimum + WITHIN_NATS;
  const candidates = state.candidates.filter(({ before }) => before <= most);
  if (state.sum <= most) candidates.push({ window, before: state.sum });
  thin(candidates);
  return { sum: roundLog(state.sum + logFactor), candidates };
}

/** The set O = [t_lo, t_hi]; undefined before any window. */
export function onsetSet(state: OnsetState): OnsetSet | undefined {
  const first = state.candidates[0];
  const last = state.candidates.at(-1);
  return first && last ? { from: first.window, to: last.window } : undefined;
}
