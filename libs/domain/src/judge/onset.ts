import type { OnsetSet } from '@checkride/statistics/detector/onset';
import type { Scope } from '../scope.js';
import { meets } from '../scope.js';
import type { Window } from '../window.js';
import type { OwnChange } from './observe/ledger.js';

const LEAST_BEFORE_MS = 15 * 60_000;

/** An onset set in event time (ms): from the start of its first window to the end of its last. */
export const onsetTime = (onset: OnsetSet, windowMs: number): Window => [
  onset.from * windowMs,
  (onset.to + 1) * windowMs,
];

/** The union of onset sets; undefined without any. */
export function joinOnsets(onsets: readonly (OnsetSet | null)[]): OnsetSet | undefined {
  const known = onsets.filter((onset) => onset !== null);
  if (known.length === 0) return undefined;
  return { from: Math.min(...known.map(({ from }) => from)), to: Math.max(...known.map(({ to }) => to)) };
}

/** The span of several times (ms); null without any. */
export const joinTimes = (times: readonly Window[]): Window | null =>
  times.length === 0
    ? null
    : [Math.min(...times.map(([from]) => from)), Math.max(...times.map(([, until]) => until))];

/** Whether what began within `onset` may follow from what was so since `cause` (ms): judge §1's reach before an onset. */
export const mayFollow = (cause: number, onset: Window, windowMs: number): boolean =>
  onset[1] >= cause - Math.max(windowMs, LEAST_BEFORE_MS);

/** Own changes that may have caused what began in `onset`: from max(1 window, 15 min) before it, where scopes meet. */
export function changesIn(
  changes: readonly OwnChange[],
  onset: Window,
  scope: Scope,
  windowMs: number,
): readonly OwnChange[] {
  const earliest = onset[0] - Math.max(windowMs, LEAST_BEFORE_MS);
  return changes.filter(
    (change) => change.at >= earliest && change.at <= onset[1] && meets(change.scope, scope),
  );
}
