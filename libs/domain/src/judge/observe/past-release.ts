import type { CounterfactualCell } from '../../report/cells.js';
import { DAY_MS } from './policy.js';
import type { ReleaseState } from './release.js';

/** A release that was completed: what may still show that the version before was better (judge §2, T18). */
export interface PastRelease {
  readonly id: string;
  readonly version: string;
  /** The version it replaced. */
  readonly previous: string;
  /** First window after it was complete (ms). */
  readonly ended_at: number;
  /** Matured rows on which only the newer, and only the older of the two is wrong. */
  readonly newer_worse: number;
  readonly older_worse: number;
}

/** How long a completed release is remembered as a suspect. */
export const REMEMBERED_MS = 14 * DAY_MS;

/** A release as it is remembered once complete. */
export const pastRelease = ({ id, version, control }: ReleaseState, ended_at: number): PastRelease => ({
  id,
  version,
  previous: control,
  ended_at,
  newer_worse: 0,
  older_worse: 0,
});

/** Adds rows scored again by both versions; forgets the release after its time. */
export function observePastRelease(
  past: PastRelease | null,
  cells: readonly CounterfactualCell[],
  from: number,
): PastRelease | null {
  if (!past || from - past.ended_at >= REMEMBERED_MS) return null;
  return cells
    .filter(({ newer, older }) => newer === past.version && older === past.previous)
    .reduce(
      (sum, { newer_worse, older_worse }) => ({
        ...sum,
        newer_worse: sum.newer_worse + newer_worse,
        older_worse: sum.older_worse + older_worse,
      }),
      past,
    );
}
