/** Finite stand-in for ln 0: states hold it instead of −Infinity so that they survive JSON. */
export const LOG_ZERO = -1e12;

/** Losses are summed as integers of this unit (1e-9), so a sum does not depend on the order of its rows. */
export const FIXED_POINT_UNIT = 1e9;

const NANONATS = 1e9;

/** A log factor in nats, rounded to 1e-9: below the numeric error of the formulas, above that of their summation. */
export function roundLog(logFactor: number): number {
  return Math.round(logFactor * NANONATS) / NANONATS;
}

/** The integer in units of 1e-9 that stands for `value`; exact up to about 9e6. */
export function toFixedPoint(value: number): number {
  return Math.round(value * FIXED_POINT_UNIT);
}

/** Mean of `count` values whose fixed-point sum is `sum`; null without values. */
export function meanOfFixedPoint(sum: number, count: number): number | null {
  return count > 0 ? sum / FIXED_POINT_UNIT / count : null;
}
