const SQUARES = Math.PI * Math.PI;

/**
 * 6/(π² j²), j = 1, 2, …: shares that sum to one over any number of starts or epochs. The weight of epoch j of a
 * release (with `randomised_by: request` there is one epoch, of weight 1), and the share of α of start j.
 */
export function inverseSquareShare(j: number): number {
  return 6 / (SQUARES * j * j);
}
