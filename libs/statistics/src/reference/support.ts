import { wilsonInterval } from '../numerics/wilson.js';

const CELL_ROWS = 20;
const TOLERATED_SHARE = 0.05;
const TWO_SIDED_95 = 1.959963984540054;

/** Share of units in cells the reference hardly knows, its Wilson lower bound, and the verdict. */
export interface SupportCheck {
  readonly share: number;
  readonly lowerBound: number;
  readonly outOfSupport: boolean;
}

/** Whether a cell of a reference was seen often enough to say anything of its risk: 20 rows of its own (judge §2, T12). */
export const hasSupport = (referenceRows: number): boolean => referenceRows >= CELL_ROWS;

/** Out of support (T12): of `units`, those `outside` have a Wilson 95 % lower bound above 5 %. */
export function checkSupport(outside: number, units: number): SupportCheck {
  const lowerBound = wilsonInterval(outside, units, TWO_SIDED_95).low;
  return { share: units === 0 ? 0 : outside / units, lowerBound, outOfSupport: lowerBound > TOLERATED_SHARE };
}
