const DAY_MS = 86_400_000;

/** Length of an epoch in ms: max(1 day, the metric's horizon) (judge §3.1, Units). */
function epochLength(horizonMs: number): number {
  return Math.max(DAY_MS, horizonMs);
}

/** Number of the epoch, 1 for the first, `sinceStartMs` after the release's start: a unit enters a metric once in each. */
export function epochNumber(sinceStartMs: number, horizonMs: number): number {
  return 1 + Math.floor(sinceStartMs / epochLength(horizonMs));
}
