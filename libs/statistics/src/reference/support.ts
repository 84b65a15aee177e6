import { wilsonInterval } from '../numerics/wilson.js';
import type { CellUnits, ConditionalReference } from './conditional-risk.js';

const CELL_ROWS = 20;
const TOLERATED_SHARE = 0.05;
const TWO_SIDED_95 = 1.959963984540054;

/** Share of units in cells the reference hardly knows, its Wilson lower bound, and the verdict. */
export interface SupportCheck {
  readonly share: number;
  readonly lowerBound: number;
  readonly outOfSupport: boolean;
}

/** Units of a batch in cells with fewer than 20 reference rows: sums over batches may be checked together. */
export function unitsOutside(reference: ConditionalReference, batch: readonly CellUnits[]): number {
  const known = new Set(
    reference.cells
      .filter(({ rows }) => rows >= CELL_ROWS)
      .map(({ region, bin }) => JSON.stringify([region, bin])),
  );
  return batch
    .filter(({ region, bin }) => !known.has(JSON.stringify([region, bin])))
    .reduce((sum, { n }) => sum + n, 0);
}

/** Out of support (T12): of `units`, those `outside` have a Wilson 95 % lower bound above 5 %. */
export function checkSupport(outside: number, units: number): SupportCheck {
  const lowerBound = wilsonInterval(outside, units, TWO_SIDED_95).low;
  return { share: units === 0 ? 0 : outside / units, lowerBound, outOfSupport: lowerBound > TOLERATED_SHARE };
}
