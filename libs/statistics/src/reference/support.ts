import { wilsonInterval } from '../numerics/wilson.js';
import type { CellUnits, ConditionalReference } from './conditional-risk.js';

const CELL_ROWS = 20;
const TOLERATED_SHARE = 0.05;
const TWO_SIDED_95 = 1.959963984540054;

/** Share of a batch in cells the reference hardly knows, its Wilson lower bound, and the verdict. */
export interface SupportCheck {
  readonly share: number;
  readonly lowerBound: number;
  readonly outOfSupport: boolean;
}

/** Out of support (T12): units in cells with < 20 reference rows, Wilson 95 % lower bound above 5 %. */
export function checkSupport(reference: ConditionalReference, batch: readonly CellUnits[]): SupportCheck {
  const known = new Set(
    reference.cells
      .filter(({ rows }) => rows >= CELL_ROWS)
      .map(({ region, bin }) => JSON.stringify([region, bin])),
  );
  const units = batch.reduce((sum, { n }) => sum + n, 0);
  const outside = batch
    .filter(({ region, bin }) => !known.has(JSON.stringify([region, bin])))
    .reduce((sum, { n }) => sum + n, 0);
  const lowerBound = wilsonInterval(outside, units, TWO_SIDED_95).low;
  return { share: units === 0 ? 0 : outside / units, lowerBound, outOfSupport: lowerBound > TOLERATED_SHARE };
}
