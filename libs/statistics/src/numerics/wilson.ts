/** Lower and upper end of an interval, both included. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Wilson's score interval of a share k of n at `z` standard errors (1927); [0, 1] without trials. */
export function wilsonInterval(k: number, n: number, z: number): Interval {
  if (n === 0) return { low: 0, high: 1 };
  const share = k / n;
  const square = (z * z) / n;
  const centre = (share + square / 2) / (1 + square);
  const half = (z / (1 + square)) * Math.sqrt((share * (1 - share)) / n + square / (4 * n));
  // At the ends of the range the difference is rounding alone: 0 of 1 137 would lie above a rate of 0.
  return { low: k === 0 ? 0 : Math.max(0, centre - half), high: k === n ? 1 : Math.min(1, centre + half) };
}
